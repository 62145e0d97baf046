"""What several people do at once around meetings: numbers without gaps, the last decision, the second head."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from campaigns.actions import decision_reminders, decisions, leadership, minutes, minutes_corrections
from campaigns.models import AgendaItem, Decision, DecisionStep, Meeting, Membership
from foundation.errors import DomainError
from foundation.notifications.models import Notification
from tests.factories import OrganisationFactory, admin_of, official_of
from tests.factories.meetings import (
    DUE,
    MORNING,
    DecisionFactory,
    GroupFactory,
    MeetingFactory,
    MembershipFactory,
    held_meeting,
    signed_meeting,
)

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = MORNING + dt.timedelta(hours=4)


class ChangedHisMind(Exception):
    """The transaction is rolled back after the number was taken."""


def at_once(deeds):
    """Run all deeds at the same moment; what each of them came to: its answer or the refusal."""
    gate = Barrier(len(deeds))

    def run(deed):
        try:
            gate.wait()
            return deed()
        except DomainError as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_fifty_minutes_issued_at_once_have_numbers_without_a_gap_whoever_rolls_back():
    office, kept = admin_of("990102"), []
    first = MeetingFactory(state="held")
    told = {"region": first.region, "district": first.district, "kind": first.kind, "state": "held"}
    meetings = [first, *(MeetingFactory(**told) for _number in range(49))]
    AgendaItem.objects.bulk_create(AgendaItem(meeting=row, position=1, title="议题", minutes="好") for row in meetings)

    def sign(number: int) -> None:
        try:
            with transaction.atomic():
                minutes.sign(meetings[number], actor=office, at=AFTER)
                if number % 5 == 2:
                    raise ChangedHisMind
            kept.append(number)
        except ChangedHisMind:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(sign, range(50)))

    assert len(kept) == 40
    serials = Meeting.objects.filter(serial__isnull=False).values_list("serial", flat=True)
    assert sorted(serials) == list(range(1, 41))


def test_of_two_who_confirm_the_last_two_decisions_one_finishes_the_meeting():
    owner, office = OrganisationFactory(), admin_of("990102")
    meeting, official = signed_meeting(), official_of(owner)
    rows = [DecisionFactory(meeting=meeting, organisation=owner) for _number in range(2)]
    for row in rows:
        decisions.report(row, answer="办好了", actor=official, at=AFTER)

    at_once([lambda row=row: decisions.confirm(row, actor=office, at=AFTER) for row in rows])

    assert (Meeting.objects.get().state, set(Decision.objects.values_list("state", flat=True))) == (
        "finished",
        {"confirmed"},
    )


def test_of_two_who_sign_the_same_minutes_one_is_told():
    office = admin_of("990102")
    meeting = held_meeting(office)
    copies = [Meeting.objects.select_related("region").get(pk=meeting.pk) for _number in range(2)]

    came = at_once([lambda one=one: minutes.sign(one, actor=office, at=AFTER) for one in copies])

    assert sorted(map(str, came)) == ["None", "TransitionNotAllowed"]
    assert Meeting.objects.get().serial == 1


def test_of_two_who_correct_the_same_minutes_one_is_told():
    office = admin_of("990102")
    meeting = held_meeting(office)
    minutes.sign(meeting, actor=office, at=AFTER)
    copies = [Meeting.objects.select_related("region").get(pk=meeting.pk) for _number in range(2)]

    def correct(one: Meeting, place: str) -> int:
        told = {"head": {"place": place}, "texts": {}, "reason": "地点有误", "seen": 1}
        return minutes_corrections.correct(one, **told, actor=office, at=AFTER).version

    came = at_once([lambda one=one, n=n: correct(one, f"{n}楼") for n, one in enumerate(copies)])

    assert sorted(map(str, came)) == ["1", "StaleState"]
    assert (Meeting.objects.get().version, Meeting.objects.get().replaced.count()) == (2, 1)


def test_a_third_head_is_not_seated_by_two_at_once():
    office, group = admin_of("990102"), GroupFactory(kind="leading")
    MembershipFactory(group=group)
    seats = [Membership(group=group, post="head", name=name, starts_on=DUE) for name in ("赵某", "钱某")]

    came = at_once([lambda seat=seat: bool(leadership.seat(seat, actor=office, at=AFTER)) for seat in seats])

    assert sorted(map(str, came)) == ["True", "WrongHeads"]
    assert group.memberships.heads().count() == 2


def test_two_runs_at_once_remind_once():
    owner = OrganisationFactory()
    official_of(owner)
    meeting = signed_meeting()
    for _number in range(3):
        DecisionFactory(meeting=meeting, organisation=owner)

    came = at_once([lambda: decision_reminders.remind("990102", on=DUE, actor=None, at=AFTER).near for _ in range(2)])

    assert (sorted(came), DecisionStep.objects.count(), Notification.objects.count()) == ([0, 3], 3, 1)
