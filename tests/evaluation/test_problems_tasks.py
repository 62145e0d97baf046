"""What follows by itself: giving out after a submission, settling rectifications, and finding again what was lost."""

import datetime as dt

import pytest

from evaluation import tasks
from evaluation.actions import checks, problems
from evaluation.models import Notice, Problem, Recheck, SeverityPolicy
from foundation.audit.models import AuditEntry
from foundation.jobs.models import JobRun
from foundation.periods import ZONE
from tests.evaluation.test_checks import submit
from tests.factories import IndicatorFactory, inspector_of
from tests.factories.checks import filled
from tests.factories.problems import DONE, GIVEN, Place

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=ZONE)


@pytest.fixture
def place(settings, time_machine):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    time_machine.move_to(NOW, tick=False)
    return Place()


def failing(place, *severities):
    """A check in which an item of each severity fails, sent by the inspector."""
    codes = [f"X-{n}" for n in range(len(severities))]
    for position, (code, severity) in enumerate(zip(codes, severities, strict=True)):
        IndicatorFactory(code=code, position=position, severity=severity)
    return filled(place.site(), items=[{"item": code, "option": "D", "note": "坏了"} for code in codes])


def test_what_a_check_finds_is_numbered_and_given_out_where_the_policy_says_so(
    place, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submit(inspector_of("990102"), failing(place, "minor", "normal", "emergency"))

    assert list(Problem.objects.order_by("item").values_list("serial", "state")) == [
        (1, "assigned"),
        (2, "found"),
        (3, "assigned"),
    ]
    assert Notice.objects.filter(kind="assignment").count() == 2


def test_a_second_failure_of_an_open_item_takes_no_number_and_no_second_notice(
    place, django_capture_on_commit_callbacks
):
    body = failing(place, "minor")
    with django_capture_on_commit_callbacks(execute=True):
        submit(inspector_of("990102"), body)
    with django_capture_on_commit_callbacks(execute=True):
        submit(inspector_of("990102"), body | {"client_id": "0b3ad7a3-0000-4000-8000-000000000001"})

    problem = Problem.objects.get()
    assert (problem.serial, problem.findings.count(), problem.notices.count()) == (1, 2, 1)


def test_what_was_lost_is_found_again_once_however_often_the_run_is_started(place):
    SeverityPolicy.objects.create(
        severity="minor", time_amount=1, time_unit="working_day", assignment="auto", recheck="sample", recheck_percent=0
    )  # fmt: skip
    found = place.found(severity="emergency", found_at=NOW - dt.timedelta(days=3))
    old = place.found(severity="emergency", found_at=NOW - dt.timedelta(days=40))
    put_right = place.assigned(severity="minor")
    problems.rectify(put_right, text="已清理", photos=[place.photo()], actor=place.official, at=NOW)

    tasks.settle_left()
    tasks.settle_left()

    states = {row.pk: row.state for row in Problem.objects.all()}
    assert states == {found.pk: "assigned", old.pk: "found", put_right.pk: "closed"}
    assert Notice.objects.filter(problem=found).count() == Recheck.objects.count() == 1
    assert JobRun.objects.get(task="settle_left").region_code == "990102"


def test_a_run_for_a_district_with_nothing_left_says_so(place):
    tasks.settle_left(district="990102")
    tasks.settle_left(district="990102")

    assert JobRun.objects.values_list("outcome", flat=True).get() == "0 assigned, 0 settled"


def test_the_tasks_that_follow_change_nothing_the_second_time(place):
    problem = place.found(severity="minor")
    for _ in range(2):
        tasks.assign_by_policy(found=[problem.pk])
    problem.refresh_from_db()
    problems.rectify(problem, text="已清理", photos=[place.photo()], actor=place.official, at=DONE)
    Problem.objects.update(needs_recheck=True)
    entries = AuditEntry.objects.count()
    for _ in range(2):
        tasks.settle_rectifications(problem=problem.pk)

    assert (Notice.objects.count(), AuditEntry.objects.count(), Problem.objects.get().state) == (
        1,
        entries,
        "rectified",
    )
    assert Problem.objects.get().rectifications.get().photos.get().examined_at is not None


def test_a_void_check_leaves_what_it_found_out_of_the_next_run(place):
    (check,) = submit(inspector_of("990102"), failing(place, "minor"))
    checks.void(check, reason="走错点位", actor=place.office, at=GIVEN)

    tasks.settle_left()

    assert Problem.objects.get().state == "cancelled"
