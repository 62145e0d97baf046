"""More time, and time that stands still."""

import datetime as dt

import pytest

from evaluation.actions import problems
from evaluation.actions.extensions import NoMoreTime
from evaluation.actions.words import ReasonMissing
from evaluation.models import Extension, Problem, SeverityPolicy, Suspension
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from foundation.periods import ZONE
from tests.factories import admin_of, leader_of
from tests.factories.problems import DONE, DUE, GIVEN, LOOKED, Place

pytestmark = pytest.mark.django_db
UNTIL = dt.datetime(2026, 12, 11, 17, 30, tzinfo=ZONE)
LOOK_AGAIN = dt.date(2026, 12, 31)


@pytest.fixture
def place():
    return Place()


def ask(place, problem, *, until=UNTIL, reason="需等预算批复", actor=None, at=DONE):
    return problems.ask_extension(problem, until=until, reason=reason, actor=actor or place.official, at=at)


def suspend(place, problem, *, at=DONE, look_again_on=LOOK_AGAIN, ground="待雨季后施工", actor=None):
    return problems.suspend(problem, ground=ground, look_again_on=look_again_on, actor=actor or place.office, at=at)


def test_what_is_granted_is_the_deadline_from_then_on(place):
    problem = place.assigned()

    problems.grant_extension(ask(place, problem), answer="同意", actor=place.office, at=LOOKED)

    row, extension = Problem.objects.get(pk=problem.pk), Extension.objects.get()
    assert (row.due_at, row.first_due_at, row.provisional, row.clock_amount) == (UNTIL, UNTIL, False, None)
    assert row.remind_at == dt.datetime(2026, 12, 7, 11, 40, tzinfo=ZONE)
    assert (extension.state, extension.decided_by, extension.decided_at, extension.answer) == (
        "granted", place.office, LOOKED, "同意",
    )  # fmt: skip
    entry = AuditEntry.objects.get(verb="problem.grant_extension")
    assert (entry.before["due_at"], entry.after["due_at"]) == ("2026-11-27T17:30:00+08:00", "2026-12-11T17:30:00+08:00")


def test_what_is_refused_leaves_the_deadline_and_says_why(place):
    problem = place.assigned()
    asked = ask(place, problem)

    with pytest.raises(ReasonMissing):
        problems.refuse_extension(asked, reason="", actor=place.office, at=LOOKED)
    problems.refuse_extension(asked, reason="可先围挡", actor=place.office, at=LOOKED)

    assert Problem.objects.get(pk=problem.pk).due_at == DUE
    assert Extension.objects.values_list("state", "answer").get() == ("refused", "可先围挡")
    assert ask(place, problem).state == "asked"


def test_more_time_is_asked_for_before_the_deadline_one_request_at_a_time(place):
    problem = place.assigned()

    with pytest.raises(NoMoreTime, match="期限已过"):
        ask(place, problem, at=DUE + dt.timedelta(seconds=1))
    ask(place, problem, at=DUE)
    with pytest.raises(NoMoreTime, match="等文明办审批"):
        ask(place, problem)


def test_more_time_is_granted_once(place):
    problem = place.assigned()
    problems.grant_extension(ask(place, problem), actor=place.office, at=LOOKED)

    with pytest.raises(NoMoreTime, match="不能再延"):
        ask(place, problem, until=UNTIL + dt.timedelta(days=7), at=LOOKED)


def test_after_a_lapse_no_more_time_is_asked_for(place):
    problem = place.assigned()
    Problem.objects.filter(pk=problem.pk).update(due_at=UNTIL, lapses=1)
    problem.refresh_from_db()

    with pytest.raises(NoMoreTime, match="期限已过"):
        ask(place, problem, until=UNTIL + dt.timedelta(days=1))


@pytest.mark.parametrize("until", [DUE, DUE - dt.timedelta(days=1), DUE + dt.timedelta(days=367)])
def test_more_time_ends_after_the_deadline_and_within_a_year(place, until):
    with pytest.raises(BadInput, match="一年以内"):
        ask(place, place.assigned(), until=until)


def test_more_time_is_asked_for_by_whoever_answers_and_only_while_it_runs(place):
    for person in (place.office, place.inspector, Place("990103").official):
        with pytest.raises(NotAllowed):
            ask(place, place.assigned(), actor=person)
    for problem in (place.found(), place.rectified(), place.closed()):
        with pytest.raises(TransitionNotAllowed):
            ask(place, problem)


def test_the_office_decides_and_never_who_asked(place):
    for person in (place.inspector, place.official, admin_of("990103"), leader_of("990102")):
        with pytest.raises(NotAllowed):
            problems.grant_extension(ask(place, place.assigned()), actor=person, at=LOOKED)
        with pytest.raises(NotAllowed):
            problems.refuse_extension(ask(place, place.assigned()), reason="不行", actor=person, at=LOOKED)


def test_a_request_is_decided_once_and_not_for_what_has_moved_on(place):
    problem = place.assigned()
    asked = ask(place, problem)
    stale = Extension.objects.get(pk=asked.pk)
    problems.refuse_extension(asked, reason="不行", actor=place.office, at=LOOKED)
    with pytest.raises(StaleState):
        problems.grant_extension(stale, actor=place.office, at=LOOKED)

    moved = place.assigned()
    asked = ask(place, moved)
    problems.rectify(moved, text="已清理", photos=[place.photo()], actor=place.official, at=DONE)
    with pytest.raises(StaleState):
        problems.grant_extension(Extension.objects.get(pk=asked.pk), actor=place.office, at=LOOKED)
    assert Extension.objects.get(pk=asked.pk).state == "asked"


def test_the_clock_of_what_is_suspended_stands_still(place):
    problem = place.assigned()

    suspend(place, problem)
    row = Problem.objects.get(pk=problem.pk)
    assert (row.state, Suspension.objects.get().left_minutes) == ("suspended", 150 + 2 * 420)
    assert not Problem.objects.overdue(at=UNTIL).exists()

    problems.resume(problem, actor=place.office, at=dt.datetime(2026, 12, 8, 9, tzinfo=ZONE))
    row.refresh_from_db()
    assert (row.state, row.due_at) == ("assigned", dt.datetime(2026, 12, 10, 17, 30, tzinfo=ZONE))
    assert row.first_due_at == row.due_at
    stood = Suspension.objects.get()
    assert (stood.resumed_by, stood.resumed_at.astimezone(ZONE).day) == (place.office, 8)


def test_an_emergency_that_is_suspended_keeps_its_minutes_by_the_clock(place):
    problem = place.assigned(severity="emergency")

    suspend(place, problem, at=GIVEN + dt.timedelta(hours=1))
    problems.resume(problem, actor=place.office, at=GIVEN + dt.timedelta(days=2))

    assert problem.due_at == GIVEN + dt.timedelta(days=2, hours=3)


def test_a_suspension_after_a_lapse_moves_the_new_deadline_and_leaves_the_first(place):
    problem = place.assigned()
    Problem.objects.filter(pk=problem.pk).update(due_at=UNTIL, lapses=1)
    problem.refresh_from_db()

    suspend(place, problem, at=dt.datetime(2026, 12, 11, 15, 30, tzinfo=ZONE))
    problems.resume(problem, actor=place.office, at=dt.datetime(2026, 12, 14, 9, tzinfo=ZONE))

    assert (problem.first_due_at, problem.due_at) == (DUE, dt.datetime(2026, 12, 14, 17, 30, tzinfo=ZONE))


def test_a_granted_extension_can_be_suspended_and_runs_on_in_the_policys_unit(place):
    problem = place.assigned()
    problems.grant_extension(ask(place, problem), actor=place.office, at=LOOKED)
    problem.refresh_from_db()

    suspend(place, problem, at=dt.datetime(2026, 12, 10, 9, tzinfo=ZONE))
    problems.resume(problem, actor=place.office, at=dt.datetime(2026, 12, 14, 9, tzinfo=ZONE))

    assert problem.due_at == dt.datetime(2026, 12, 15, 17, 30, tzinfo=ZONE)


def test_a_suspension_has_a_ground_and_a_day_on_which_somebody_looks_again(place):
    problem = place.assigned()

    with pytest.raises(ReasonMissing):
        suspend(place, problem, ground="")
    for day in (DONE.date(), dt.date(2030, 1, 1)):
        with pytest.raises(BadInput, match="三年以内"):
            suspend(place, problem, look_again_on=day)
    for person in (place.official, place.inspector, admin_of("990103")):
        with pytest.raises(NotAllowed):
            suspend(place, problem, actor=person)
        with pytest.raises(NotAllowed):
            problems.resume(problem, actor=person, at=LOOKED)
    for other in (place.found(), place.rectified()):
        with pytest.raises(TransitionNotAllowed):
            suspend(place, other)
        with pytest.raises(TransitionNotAllowed):
            problems.resume(other, actor=place.office, at=LOOKED)


def test_an_own_policy_of_the_district_fixes_the_deadline_there_and_nowhere_else(place):
    values = {"severity": "normal", "time_unit": "working_hour", "assignment": "manual"}
    SeverityPolicy.objects.create(district=place.district, time_amount=2, **values)

    assert place.assigned().due_at == dt.datetime(2026, 11, 24, 13, 30, tzinfo=ZONE) - dt.timedelta(minutes=90)
    assert Place("990103").assigned().due_at == DUE
