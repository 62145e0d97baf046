"""Decisions: written down in a meeting, carried out by the owner, confirmed by the office, never forgotten."""

import datetime as dt

import pytest

from campaigns.actions import decision_reminders, decisions, minutes
from campaigns.actions.decision_links import Link
from campaigns.actions.words import ReasonMissing
from campaigns.choices import DecisionState
from campaigns.models import Decision, DecisionLink, DecisionStep, Meeting
from campaigns.tasks import remind_of_decisions
from campaigns.transitions import DECISION
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, TransitionNotAllowed
from foundation.jobs.models import JobRun
from foundation.notifications.models import Notification
from tests.factories import GrantFactory, OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.meetings import DUE, MORNING, DecisionFactory, decided, held_meeting, signed_meeting

pytestmark = pytest.mark.django_db
LATER = MORNING + dt.timedelta(days=4)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def owner():
    return OrganisationFactory(name="区城管局")


@pytest.fixture
def official(owner):
    return official_of(owner)


@pytest.fixture
def decision(owner):
    return DecisionFactory(organisation=owner)


def steps(decision):
    return list(decision.steps.order_by("pk").values_list("kind", "text"))


def kinds_told():
    return list(Notification.objects.order_by("pk").values_list("kind", flat=True))


def test_what_is_decided_waits_for_the_minutes(office, owner, official):
    meeting = held_meeting(office, owner)
    made = decided(meeting, office, owner)

    assert (made.state, made.position, made.first_due_on, made.issued_at) == ("draft", 1, DUE, None)
    assert list(Decision.objects.visible_to(official)) == []
    with pytest.raises(TransitionNotAllowed):
        decisions.start(made, actor=official, at=LATER)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"due_on": MORNING.date() - ONE_DAY}, "从开会当天起"),
        ({"due_on": dt.date(2031, 1, 1)}, "三年以内"),
        ({"text": "  "}, "空"),
    ],
)
def test_a_decision_has_words_and_a_deadline_after_the_meeting(office, owner, told, refusal):
    meeting = held_meeting(office, owner)

    with pytest.raises(BadInput, match=refusal):
        decided(meeting, office, owner, **told)

    assert Decision.objects.count() == 0


def test_the_owner_is_an_open_organisation_of_the_district(office, owner):
    meeting = held_meeting(office, owner)
    closed = OrganisationFactory(closed_on=dt.date(2026, 1, 1))

    for other in (closed, OrganisationFactory(region=RegionFactory(code="990103"))):
        with pytest.raises(BadInput, match="本区在册"):
            decided(meeting, office, other)


def test_striking_out_moves_the_others_up(office, owner):
    meeting = held_meeting(office, owner)
    first, second, third = (decided(meeting, office, owner, text=f"第{n}项") for n in (1, 2, 3))
    decisions.change(second, text="改为第2项", organisation=owner, due_on=DUE + ONE_DAY, actor=office, at=LATER)

    decisions.drop(first, actor=office, at=LATER)

    assert list(Decision.objects.order_by("position").values_list("position", "text")) == [
        (1, "改为第2项"),
        (2, "第3项"),
    ]
    assert AuditEntry.objects.get(verb="decision.drop").before["text"] == "第1项"
    minutes.sign(meeting, actor=office, at=LATER)
    third.refresh_from_db()
    with pytest.raises(TransitionNotAllowed):
        decisions.drop(third, actor=office, at=LATER)


def test_the_owner_takes_it_up_and_reports_it_with_evidence(decision, official, office):
    decisions.start(decision, actor=official, at=LATER)
    links = [Link("/problems/", "问题清单"), Link("https://example.org/a")]

    decisions.report(decision, answer="三条街巷已整治。", links=links, actor=official, at=LATER)

    decision.refresh_from_db()
    assert (decision.state, decision.done_on, decision.answer) == ("done", LATER.date(), "三条街巷已整治。")
    assert list(DecisionLink.objects.order_by("pk").values_list("purpose", "title", "url")) == [
        ("evidence", "问题清单", "/problems/"),
        ("evidence", "https://example.org/a", "https://example.org/a"),
    ]
    assert steps(decision) == [("started", ""), ("reported", "三条街巷已整治。")]
    assert [(row.user, row.kind) for row in Notification.objects.all()] == [(office, "decision.reported")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//evil.example",
        "/no/such/page/",
        "ftp://a",
        "",
        "/problems/ x",
        "/\x00",
        "/" + "a" * 600,
    ],
)
def test_a_link_that_leads_nowhere_is_refused(decision, official, url):
    with pytest.raises(BadInput):
        decisions.report(decision, answer="办好了", links=[Link(url)], actor=official, at=LATER)

    assert (Decision.objects.get().state, DecisionLink.objects.count()) == ("open", 0)


def test_the_office_sends_it_back_and_the_deadline_stays(decision, official, office):
    decisions.report(decision, answer="办好了", actor=official, at=LATER)
    Notification.objects.all().delete()

    decisions.return_(decision, reason="还有一条没整治", actor=office, at=LATER + ONE_DAY)

    decision.refresh_from_db()
    assert (decision.state, decision.done_on, decision.returns, decision.due_on) == ("returned", None, 1, DUE)
    assert kinds_told() == ["decision.returned"]
    decisions.report(decision, answer="都整治了", actor=official, at=LATER + ONE_DAY)
    assert Decision.objects.get().state == "done"


def test_the_last_confirmed_decision_finishes_the_meeting(official, office, owner):
    meeting = signed_meeting()
    first, second = DecisionFactory.create_batch(2, meeting=meeting, organisation=owner)
    third = DecisionFactory(meeting=meeting, organisation=owner)
    for row in (first, second):
        decisions.report(row, answer="办好了", actor=official, at=LATER)
        decisions.confirm(row, actor=office, at=LATER)
    assert Meeting.objects.get().state == "signed"

    decisions.cancel(third, reason="上级统一安排", actor=office, at=LATER)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.finished_at) == ("finished", LATER)
    assert sorted(Decision.objects.values_list("state", flat=True)) == ["cancelled", "confirmed", "confirmed"]


def test_a_deadline_is_moved_once_with_a_reason(decision, office, official):
    with pytest.raises(ReasonMissing):
        decisions.postpone(decision, until=DUE + 7 * ONE_DAY, reason=" ", actor=office, at=LATER)
    for wrong in (DUE, DUE - ONE_DAY, DUE + dt.timedelta(days=2000)):
        with pytest.raises(BadInput, match="晚于原时限"):
            decisions.postpone(decision, until=wrong, reason="雨季", actor=office, at=LATER)

    decisions.postpone(decision, until=DUE + 7 * ONE_DAY, reason="雨季", actor=office, at=LATER)
    with pytest.raises(decisions.PostponedBefore, match="已延期过一次"):
        decisions.postpone(decision, until=DUE + 14 * ONE_DAY, reason="雨季", actor=office, at=LATER)

    decision.refresh_from_db()
    assert (decision.due_on, decision.first_due_on, decision.postponed_at) == (DUE + 7 * ONE_DAY, DUE, LATER)
    assert kinds_told() == ["decision.postponed"]


def test_what_is_reported_as_done_is_not_postponed(decision, official, office):
    decisions.report(decision, answer="办好了", actor=official, at=LATER)

    with pytest.raises(decisions.PostponedBefore, match="正在办理"):
        decisions.postpone(decision, until=DUE + 7 * ONE_DAY, reason="雨季", actor=office, at=LATER)


def test_who_may_do_what(decision, official, office, owner):
    stranger, leader, other = official_of(OrganisationFactory()), leader_of("990102"), admin_of("990103")

    for actor in (office, leader, stranger, other):
        with pytest.raises(NotAllowed, match="责任单位的填报员"):
            decisions.start(decision, actor=actor, at=LATER)
    decisions.report(decision, answer="办好了", actor=official, at=LATER)
    for actor in (official, leader, stranger, other):
        with pytest.raises(NotAllowed):
            decisions.confirm(decision, actor=actor, at=LATER)
    GrantFactory(user=office, role="official", organisation=owner)
    del office.every_grant
    with pytest.raises(NotAllowed, match="由别人确认"):
        decisions.confirm(decision, actor=office, at=LATER)

    decisions.confirm(decision, actor=admin_of("990102"), at=LATER)


def test_who_sees_a_decision(decision, official, office):
    street = RegionFactory(code="990102001")
    below = DecisionFactory(meeting=decision.meeting, organisation=OrganisationFactory(region=street))

    def seen(user):
        return set(Decision.objects.visible_to(user))

    assert seen(office) == seen(leader_of("990102")) == seen(admin_of("99")) == {decision, below}
    assert (seen(official), seen(leader_of(street))) == ({decision}, {below})
    assert seen(admin_of("990103")) == seen(official_of(OrganisationFactory())) == set()


@pytest.mark.parametrize(
    ("state", "due", "is_late"),
    [
        ("open", -1, True),
        ("in_progress", -1, True),
        ("returned", -1, True),
        ("open", 0, False),
        ("open", 1, False),
        ("done", -1, False),
        ("confirmed", -1, False),
        ("cancelled", -1, False),
    ],
)
def test_overdue_is_what_the_calendar_says(owner, state, due, is_late):
    today = dt.date(2026, 11, 2)
    closed = {"closed_at": LATER} if state in ("confirmed", "cancelled") else {}
    done = {"done_on": today} if state in ("done", "confirmed") else {}
    row = DecisionFactory(organisation=owner, state=state, due_on=today + due * ONE_DAY, **closed, **done)

    assert (list(Decision.objects.overdue(on=today)) == [row]) is is_late
    assert row.is_late(today) is is_late


def remind(day, at=LATER):
    return decision_reminders.remind("990102", on=day, actor=None, at=at)


def test_three_working_days_before_the_deadline_owners_are_reminded_once(owner, official, office):
    DecisionFactory.create_batch(2, organisation=owner)  # due on Friday the 23rd

    assert (remind(DUE - 4 * ONE_DAY).near, remind(DUE - 3 * ONE_DAY).near, remind(DUE).near) == (0, 2, 0)

    row = Notification.objects.get()
    assert (row.user, row.kind, row.values["count"]) == (official, "decisions.near", "2")
    assert set(DecisionStep.objects.values_list("kind", flat=True)) == {"reminded"}


def test_overdue_owners_are_pressed_weekly_in_one_message_and_the_office_hears(owner, official, office):
    DecisionFactory.create_batch(2, organisation=owner, reminded_on=DUE)
    first = DUE + ONE_DAY

    runs = [remind(first + n * ONE_DAY).overdue for n in (-1, 0, 0, 1, 6, 7)]

    assert runs == [0, 2, 0, 0, 0, 2]
    pressed = ["decisions.overdue", "decisions.overdue_here"]
    assert kinds_told() == pressed * 2
    assert {row.user for row in Notification.objects.filter(kind="decisions.overdue_here")} == {office}


def test_a_postponed_decision_is_reminded_of_anew(decision, office, official):
    remind(DUE)
    decisions.postpone(decision, until=DUE + 20 * ONE_DAY, reason="雨季", actor=office, at=LATER)

    assert (remind(DUE + ONE_DAY), remind(DUE + 19 * ONE_DAY).near) == (decision_reminders.Reminded(0, 0), 1)


def test_only_the_portal_reminds(decision, office):
    with pytest.raises(NotAllowed):
        decision_reminders.remind("990102", on=DUE, actor=office, at=LATER)


def test_the_timetable_reminds_every_district_and_repeats_nothing(decision, official):
    elsewhere = signed_meeting(region=RegionFactory(code="990103"))
    DecisionFactory(meeting=elsewhere, organisation=OrganisationFactory(region=elsewhere.region))

    for _time in range(2):
        remind_of_decisions(day=DUE.isoformat())

    runs = JobRun.objects.filter(task="remind_of_decisions").order_by("pk").values_list("region_code", "outcome")
    near, none = "1 near their deadline, 0 overdue", "0 near their deadline, 0 overdue"
    assert list(runs) == [("990102", near), ("990103", near), ("990102", none), ("990103", none)]


@pytest.mark.parametrize("old", DecisionState.values)
@pytest.mark.parametrize("new", DecisionState.values)
def test_decisions_move_only_as_the_table_says(old, new):
    allowed = {("draft", "open"), ("open", "in_progress"), ("done", "confirmed"), ("done", "returned")}
    allowed |= {(state, "done") for state in ("open", "in_progress", "returned")}
    allowed |= {(state, "cancelled") for state in ("open", "in_progress", "returned")}

    assert DECISION.allows(old, new) == ((old, new) in allowed)
