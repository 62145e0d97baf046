"""Deadlines follow the calendar: provisional ones when a year is loaded, open ones when it changes."""

import datetime as dt

import pytest

from evaluation.actions import deadlines, problems
from evaluation.models import Problem
from evaluation.queries.deadlines import districts_to_recompute, revision_code, years_that_matter
from evaluation.tasks import follow_the_calendar, recompute_deadlines
from foundation.audit.models import AuditEntry
from foundation.calendars import actions as calendars
from foundation.calendars.shipped import UnusualDay
from foundation.jobs.models import JobRun
from foundation.periods import ZONE
from tests.factories.problems import Place

pytestmark = pytest.mark.django_db
CHRISTMAS = dt.datetime(2026, 12, 25, 10, tzinfo=ZONE)
NEW_YEAR = [UnusualDay(dt.date(2027, 1, day), "off", "元旦") for day in (1, 2, 3)]


@pytest.fixture
def place():
    calendars.install(actor=None, at=CHRISTMAS)
    return Place()


def load_2027(days=NEW_YEAR):
    calendars.load(2027, days, actor=None, at=CHRISTMAS)


def recomputed(at=CHRISTMAS, year=2027):
    return deadlines.recompute("990102", year=year, actor=None, at=at)


def test_a_provisional_deadline_is_worked_out_again_when_its_year_is_loaded(place):
    problem = place.assigned(severity="serious", at=CHRISTMAS)
    assert (problem.due_at, problem.provisional) == (dt.datetime(2027, 1, 5, 17, 30, tzinfo=ZONE), True)
    reminder = problem.remind_at

    load_2027()
    assert recomputed() == 1
    assert recomputed() == 0

    row = Problem.objects.get(pk=problem.pk)
    moved = dt.datetime(2027, 1, 6, 17, 30, tzinfo=ZONE)
    assert (row.due_at, row.first_due_at, row.provisional) == (moved, moved, False)
    assert row.remind_at > reminder
    entry = AuditEntry.objects.get(verb="problem.move_deadline")
    assert (entry.before["due_at"], entry.after["due_at"]) == ("2027-01-05T09:30:00Z", "2027-01-06T17:30:00+08:00")
    assert (entry.before["provisional"], entry.after["provisional"]) == (True, False)


def test_a_deadline_that_comes_out_the_same_is_only_no_longer_provisional(place):
    problem = place.assigned(severity="serious", at=dt.datetime(2026, 12, 22, 10, tzinfo=ZONE))
    due_at = problem.due_at

    load_2027([UnusualDay(dt.date(2027, 2, 5), "off", "春节")])
    recomputed()

    row = Problem.objects.get(pk=problem.pk)
    assert (row.due_at, row.provisional) == (due_at, False)


def test_what_does_not_run_or_has_passed_for_good_stays(place):
    load_2027()
    later = dt.datetime(2027, 1, 18, 10, tzinfo=ZONE)
    kept = {
        "suspended": place.assigned(severity="serious", at=later),
        "passed": place.assigned(severity="normal", at=dt.datetime(2027, 1, 5, 10, tzinfo=ZONE)),
        "emergency": place.assigned(severity="emergency", at=later),
        "before": place.assigned(severity="normal", at=dt.datetime(2026, 12, 1, 10, tzinfo=ZONE)),
    }
    problems.suspend(kept["suspended"], ground="停水", look_again_on=dt.date(2027, 3, 1), actor=place.office, at=later)
    named = place.assigned(at=later)
    until = dt.datetime(2027, 2, 20, 12, tzinfo=ZONE)
    asked = problems.ask_extension(named, until=until, reason="等预算", actor=place.official, at=later)
    problems.grant_extension(asked, actor=place.office, at=later)
    kept["named by the office"] = named
    before = {name: Problem.objects.get(pk=row.pk).due_at for name, row in kept.items()}

    calendars.change(dt.date(2027, 1, 6), kind="off", name="雪灾", actor=None, at=later)
    calendars.change(dt.date(2027, 1, 19), kind="off", name="雪灾", actor=None, at=later)
    changed = recomputed(at=later)

    assert changed == 0
    assert {name: Problem.objects.get(pk=row.pk).due_at for name, row in kept.items()} == before


def test_a_changed_day_moves_open_deadlines_and_a_lapse_keeps_the_first(place):
    running = place.assigned(severity="serious", at=CHRISTMAS)
    lapsed = place.assigned(severity="serious", at=CHRISTMAS)
    first = dt.datetime(2026, 12, 20, 17, 30, tzinfo=ZONE)
    Problem.objects.filter(pk=lapsed.pk).update(first_due_at=first, lapses=1)

    calendars.change(dt.date(2026, 12, 28), kind="off", name="停电", actor=None, at=CHRISTMAS)
    recomputed(year=2026)

    moved = dt.datetime(2027, 1, 6, 17, 30, tzinfo=ZONE)
    assert Problem.objects.values_list("due_at", "first_due_at").get(pk=running.pk) == (moved, moved)
    assert Problem.objects.values_list("due_at", "first_due_at").get(pk=lapsed.pk) == (moved, first)


def test_a_reminder_that_went_out_does_not_go_out_again(place):
    problem = place.assigned(severity="serious", at=CHRISTMAS)
    Problem.objects.filter(pk=problem.pk).update(remind_at=None)

    load_2027()
    recomputed()

    assert Problem.objects.get(pk=problem.pk).remind_at is None


def test_what_was_suspended_is_worked_out_again_from_what_was_left(place):
    problem = place.assigned(severity="serious", at=CHRISTMAS)
    problems.suspend(problem, ground="等停水", look_again_on=dt.date(2026, 12, 30), actor=place.office, at=CHRISTMAS)
    problems.resume(problem, actor=place.office, at=dt.datetime(2026, 12, 30, 10, tzinfo=ZONE))
    assert problem.due_at == dt.datetime(2027, 1, 8, 17, 30, tzinfo=ZONE)

    load_2027()
    recomputed()

    assert Problem.objects.get(pk=problem.pk).due_at == dt.datetime(2027, 1, 11, 17, 30, tzinfo=ZONE)


def test_loading_a_year_recomputes_every_district_and_a_second_run_changes_nothing(
    place, settings, django_capture_on_commit_callbacks, time_machine
):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    time_machine.move_to(CHRISTMAS)
    rows = [
        place.assigned(severity="serious", at=CHRISTMAS),
        Place("990103").assigned(severity="serious", at=CHRISTMAS),
    ]

    with django_capture_on_commit_callbacks(execute=True):
        load_2027()
    recompute_deadlines(year=2027, revision=1)
    recompute_deadlines(year=2027, revision=1, district="990102")

    assert [Problem.objects.get(pk=row.pk).provisional for row in rows] == [False, False]
    assert AuditEntry.objects.filter(verb="problem.move_deadline").count() == 2
    runs = JobRun.objects.filter(task="recompute_deadlines").order_by("pk").values_list("region_code", "outcome")
    assert list(runs) == [("990102", "1 deadlines"), ("990103", "1 deadlines"), ("990102", "0 deadlines")]


def test_a_change_whose_task_was_lost_is_followed_by_the_next_run_once(place, settings, time_machine):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    time_machine.move_to(CHRISTMAS)
    problem = place.assigned(severity="serious", at=CHRISTMAS)
    load_2027()

    assert districts_to_recompute(2027, 1, at=CHRISTMAS) == ["990102"]
    follow_the_calendar()
    follow_the_calendar()

    assert not Problem.objects.get(pk=problem.pk).provisional
    assert districts_to_recompute(2027, 1, at=CHRISTMAS) == []
    assert JobRun.objects.filter(task="recompute_deadlines", period=revision_code(2027, 1)).count() == 1


def test_only_years_in_which_open_deadlines_can_lie_are_followed(place):
    load_2027()

    assert years_that_matter(at=CHRISTMAS) == [(2025, 1), (2026, 1), (2027, 1)]
