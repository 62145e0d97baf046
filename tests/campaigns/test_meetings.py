"""Meetings: planned in silence, called with messages, held, marked, their minutes numbered and frozen."""

import datetime as dt

import pytest
from django.db import IntegrityError

from campaigns.actions import meetings, minutes
from campaigns.actions.meetings import Attendance, Invited, Point
from campaigns.choices import MeetingState
from campaigns.engine.minutes_proof import verify
from campaigns.models import AgendaItem, Attendee, Decision, Meeting, MinutesSerial
from campaigns.transitions import MEETING
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from foundation.notifications.models import Notification
from tests.factories import OrganisationFactory, RegionFactory, UserFactory, admin_of, leader_of, official_of
from tests.factories.meetings import (
    MORNING,
    GroupFactory,
    MeetingFactory,
    MeetingKindFactory,
    called_meeting,
    decided,
    held_meeting,
    signed_meeting,
)

pytestmark = pytest.mark.django_db
BEFORE = MORNING - dt.timedelta(days=3)
AFTER = MORNING + dt.timedelta(hours=3)


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def owner():
    return OrganisationFactory(name="区城管局")


def told(kind=None):
    rows = Notification.objects.order_by("pk")
    return [(row.user, row.kind) for row in (rows.filter(kind=kind) if kind else rows)]


def planned(office, invited, **given):
    meeting = MeetingFactory.build(region=RegionFactory(), kind=MeetingKindFactory(), **given)
    return meetings.plan(meeting, agenda=[Point("背街小巷")], invited=invited, actor=office, at=BEFORE)


def test_planning_tells_nobody_and_calling_tells_everybody_invited_once(office, owner):
    official, person = official_of(owner), UserFactory()
    both = [
        Invited(organisation=owner),
        Invited(user=person),
        Invited(user=official, office="局长"),
        Invited(name="某", office="专家"),
    ]
    meeting = planned(office, both)
    assert (meeting.state, meeting.district_id, told()) == ("planned", "990102", [])

    meetings.call(meeting, actor=office, at=BEFORE)

    assert told() == [(official, "meeting.called"), (person, "meeting.called")]
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == ["meeting.plan", "meeting.call"]


@pytest.mark.parametrize(("agenda", "invited"), [([], True), ([Point("议题")], False)])
def test_a_meeting_without_agenda_or_circle_is_not_called(office, owner, agenda, invited):
    meeting = MeetingFactory.build(region=RegionFactory(), kind=MeetingKindFactory())
    circle = [Invited(organisation=owner)] if invited else []
    meetings.plan(meeting, agenda=agenda, invited=circle, actor=office, at=BEFORE)

    with pytest.raises(meetings.NotReady, match="议题和通知对象"):
        meetings.call(meeting, actor=office, at=BEFORE)

    assert Meeting.objects.get().state == "planned"


def test_after_the_call_a_new_time_is_told_to_those_who_knew_and_the_notice_to_those_who_join(office, owner):
    official, joins = official_of(owner), official_of(OrganisationFactory())
    meeting = called_meeting(office, owner)
    Notification.objects.all().delete()
    circle = [Invited(organisation=owner), Invited(organisation=joins.grants.get().organisation)]
    values = {"starts_at": MORNING + dt.timedelta(days=1), "place": "三楼"}

    meetings.change(meeting, values=values, agenda=[Point("新议题")], invited=circle, actor=office, at=BEFORE)

    assert told() == [(joins, "meeting.called"), (official, "meeting.changed")]
    assert list(AgendaItem.objects.values_list("title", flat=True)) == ["新议题"]
    assert (Meeting.objects.get().place, Attendee.objects.count()) == ("三楼", 2)


def test_an_invitation_that_is_of_nobody_is_refused(office):
    with pytest.raises(BadInput):
        planned(office, [Invited()])

    assert Meeting.objects.count() == 0


def test_a_cancelled_meeting_says_why_to_those_who_were_told(office, owner):
    official_of(owner)
    quiet, loud = planned(office, [Invited(organisation=owner)]), called_meeting(office, owner)

    meetings.cancel(quiet, reason="并入下次", actor=office, at=BEFORE)
    meetings.cancel(loud, reason="防汛", actor=office, at=BEFORE)

    assert len(told("meeting.cancelled")) == 1
    assert Notification.objects.get(kind="meeting.cancelled").values["reason"] == "防汛"
    with pytest.raises(TransitionNotAllowed):
        meetings.cancel(loud, reason="再次", actor=office, at=BEFORE)


def test_a_meeting_is_held_when_its_time_has_come(office, owner):
    meeting = called_meeting(office, owner)

    with pytest.raises(meetings.NotReady, match="还没到开会时间"):
        meetings.hold(meeting, actor=office, at=MORNING - dt.timedelta(minutes=1))
    meetings.hold(meeting, actor=office, at=MORNING)

    assert Meeting.objects.get().state == "held"


def test_attendance_names_the_deputy_and_only_those_invited(office, owner):
    meeting = called_meeting(office, owner)
    meetings.hold(meeting, actor=office, at=MORNING)
    row = meeting.attendees.get()

    with pytest.raises(BadInput, match="写明代会人员"):
        meetings.mark(meeting, attendance={row.pk: Attendance("deputy", " ")}, actor=office, at=AFTER)
    with pytest.raises(BadInput, match="通知范围"):
        meetings.mark(meeting, attendance={row.pk + 1: Attendance("present")}, actor=office, at=AFTER)
    with pytest.raises(BadInput, match="是否出席"):
        meetings.mark(meeting, attendance={row.pk: Attendance("late")}, actor=office, at=AFTER)
    meetings.mark(meeting, attendance={row.pk: Attendance("deputy", "李某")}, actor=office, at=AFTER)

    row.refresh_from_db()
    assert (row.presence, row.stand_in) == ("deputy", "李某")


def test_over_anothers_words_nobody_writes_unseen(office, owner):
    meeting = called_meeting(office, owner)
    meetings.hold(meeting, actor=office, at=MORNING)
    item = meeting.items.get()

    first = minutes.write(item, text="一、逐条推进。", seen=0, actor=office, at=AFTER)
    again = minutes.write(item, text="一、逐条推进。", seen=0, actor=office, at=AFTER)
    with pytest.raises(StaleState, match="别人改过"):
        minutes.write(item, text="另一种说法", seen=0, actor=admin_of("990102"), at=AFTER)

    assert (first, again, AgendaItem.objects.get().minutes) == (1, 1, "一、逐条推进。")


def test_incomplete_minutes_are_not_issued_and_say_what_is_missing(office, owner):
    meeting = called_meeting(office, owner)
    meetings.hold(meeting, actor=office, at=MORNING)
    meetings.add_item(meeting, point=Point("临时议题"), actor=office, at=AFTER)

    with pytest.raises(meetings.NotReady) as refusal:
        minutes.sign(meeting, actor=office, at=AFTER)

    assert str(refusal.value) == "还有 1 方没有登记出席。 第 1、2 个议题的纪要还没写。"
    assert (Meeting.objects.get().serial, MinutesSerial.objects.count()) == (None, 0)


def test_signing_numbers_the_minutes_and_gives_owners_their_decisions(office, owner):
    official = official_of(owner)
    meeting = held_meeting(office, owner)
    decided(meeting, office, owner)
    decided(meeting, office, owner, text="补齐公益广告")
    Notification.objects.all().delete()

    minutes.sign(meeting, actor=office, at=AFTER)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.number, meeting.signed_by) == ("signed", "〔2026〕1号", office)
    assert set(Decision.objects.values_list("state", "issued_at")) == {("open", AFTER)}
    assert told() == [(official, "meeting.issued"), (official, "decisions.assigned")]
    assert Notification.objects.get(kind="decisions.assigned").values["count"] == "2"
    with pytest.raises(TransitionNotAllowed):
        minutes.write(meeting.items.get(), text="改写", seen=1, actor=office, at=AFTER)


def test_minutes_without_decisions_finish_the_meeting_at_once(office, owner):
    meeting = held_meeting(office, owner)

    minutes.sign(meeting, actor=office, at=AFTER)

    assert Meeting.objects.get().state == "finished"
    assert told("meeting.finished") == [(office, "meeting.finished")]


def test_numbers_run_by_place_kind_and_year(office, owner):
    street, joint = RegionFactory(code="990102001"), MeetingKindFactory(code="joint", name="联席会议")
    next_year = MORNING.replace(year=2027, month=1, day=11)
    held = [
        held_meeting(office, owner),
        held_meeting(office, owner),
        held_meeting(office, owner, kind=joint),
        held_meeting(office, owner, region=street),
        held_meeting(office, owner, starts_at=next_year),
    ]

    for meeting in held:
        minutes.sign(meeting, actor=office, at=meeting.starts_at + dt.timedelta(hours=4))

    assert [meeting.number for meeting in held] == [
        "〔2026〕1号",
        "〔2026〕2号",
        "〔2026〕1号",
        "〔2026〕1号",
        "〔2027〕1号",
    ]
    assert [fact.holds for fact in verify(at=AFTER)] == [True, True, True, True]


@pytest.mark.parametrize("part", ["minutes", "presence", "owner"])
def test_minutes_that_were_changed_after_they_were_issued_are_found(office, owner, part):
    meeting = held_meeting(office, owner)
    decision = decided(meeting, office, owner)
    minutes.sign(meeting, actor=office, at=AFTER)
    Decision.objects.update(state="done", done_on=AFTER.date(), due_on=decision.due_on + dt.timedelta(days=9))
    assert all(fact.holds for fact in verify(at=AFTER))

    if part == "owner":
        Decision.objects.update(organisation=OrganisationFactory())
    else:
        model, field = (AgendaItem, "minutes") if part == "minutes" else (Attendee, "presence")
        model.objects.update(**{field: "absent"})

    wrong = [fact.what for fact in verify(at=AFTER) if not fact.holds]
    assert wrong == ["minutes changed after they were issued"]


def test_a_meeting_that_was_never_called_stays_unseen_when_it_is_cancelled(office, owner):
    quiet = planned(office, [Invited(organisation=owner)])
    meetings.cancel(quiet, reason="并入下次", actor=office, at=BEFORE)

    assert list(Meeting.objects.visible_to(official_of(owner))) == []


def test_a_group_of_another_district_does_not_meet_here(office, owner):
    group = GroupFactory(district=RegionFactory(code="990103"), state="in_force", formed_on=BEFORE.date())

    with pytest.raises(BadInput, match="别的区县"):
        planned(office, [Invited(organisation=owner)], group=group)


def test_a_gap_in_the_numbers_is_found(office, owner):
    minutes.sign(held_meeting(office, owner), actor=office, at=AFTER)
    MinutesSerial.objects.update(last=2)

    assert [fact.found for fact in verify(at=AFTER) if not fact.holds] == ["990102 dispatch 2026"]


@pytest.mark.parametrize("act", ["call", "hold", "cancel", "sign"])
def test_leaders_officials_and_other_offices_do_not_act(act, office, owner):
    meeting = held_meeting(office, owner) if act == "sign" else called_meeting(office, owner)
    deed = {
        "call": meetings.call,
        "hold": meetings.hold,
        "cancel": lambda row, **who: meetings.cancel(row, reason="x", **who),
        "sign": minutes.sign,
    }[act]

    for actor in (leader_of("990102"), official_of(owner), admin_of("990103"), admin_of("990102001")):
        with pytest.raises(NotAllowed, match="本地文明办"):
            deed(meeting, actor=actor, at=AFTER)


def test_who_sees_a_meeting(office, owner):
    invited, beside = official_of(owner), official_of(OrganisationFactory())
    person = UserFactory()
    quiet = planned(office, [Invited(organisation=owner)])
    called = called_meeting(office, owner)
    named = planned(office, [Invited(user=person)])
    meetings.call(named, actor=office, at=BEFORE)

    def seen(user):
        return set(Meeting.objects.visible_to(user))

    assert seen(office) == seen(leader_of("990102")) == seen(admin_of("9901")) == {quiet, called, named}
    assert (seen(invited), seen(person), seen(beside)) == ({called}, {named}, set())
    assert seen(admin_of("990103")) == seen(leader_of("990102001")) == set()


@pytest.mark.parametrize("old", MeetingState.values)
@pytest.mark.parametrize("new", MeetingState.values)
def test_meetings_move_only_as_the_table_says(old, new):
    allowed = {
        ("planned", "called"),
        ("planned", "cancelled"),
        ("called", "held"),
        ("called", "cancelled"),
        ("held", "signed"),
        ("signed", "finished"),
    }

    assert MEETING.allows(old, new) == ((old, new) in allowed)


def test_the_database_refuses_minutes_without_a_number():
    meeting = signed_meeting()

    with pytest.raises(IntegrityError, match="minutes_have_number"):
        Meeting.objects.filter(pk=meeting.pk).update(serial=None)
