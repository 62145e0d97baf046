"""The timetable: what ran is written down, what failed is seen, what was missed is run again."""

import datetime as dt

import pytest
from celery import current_app, shared_task
from celery.schedules import crontab
from django.utils import timezone, translation
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.jobs import actions
from foundation.jobs.beat import Timetable
from foundation.jobs.models import JobRun
from foundation.jobs.queries import missed
from foundation.jobs.running import for_each, running
from foundation.jobs.timetable import lines
from tests.factories import RegionFactory, UserFactory, admin_of

pytestmark = pytest.mark.django_db
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
RUNS: list[dict] = []


@shared_task
def practice(*, day: str | None = None, district: str | None = None) -> None:
    """A task that fails in one district."""
    RUNS.append({"day": day, "district": district})
    with running("practice", region=district or "", period=day, at=NOON) as run:
        if district == "990103":
            raise RuntimeError("no sites")
        run.outcome = "fine"


@pytest.fixture(autouse=True)
def timetable(settings):
    RUNS.clear()
    daily = {"task": practice.name, "schedule": crontab(minute=30, hour=5), "covers": "day"}
    monthly = {
        "task": "evaluation.tasks.score_month",
        "schedule": crontab(0, 2, day_of_month=1),
        "covers": "month before",
    }
    settings.CELERY_BEAT_SCHEDULE = {"practise": daily, "score": monthly}
    actions.sync(actor=None, at=NOON)
    return settings.CELERY_BEAT_SCHEDULE


def practised() -> list[dict]:
    """What the practice task was asked to do."""
    return RUNS


def done(period: str, district: str = "990102") -> JobRun:
    return JobRun.objects.create(
        task="practice", region_code=district, period=period, state="done", started_at=NOON, finished_at=NOON
    )


def test_a_run_is_written_down_with_its_result():
    with running("practice", region="990102", period="2026-11-23", at=NOON) as run:
        run.outcome = "20 checks"

    row = JobRun.objects.get()
    assert (row.state, row.outcome, row.finished_at is not None) == ("done", "20 checks", True)


def test_a_failed_run_is_written_down_with_its_reason():
    with pytest.raises(RuntimeError), running("practice", period="2026-11-23", at=NOON):
        raise RuntimeError("no sites")

    row = JobRun.objects.get()
    assert (row.state, row.outcome) == ("failed", "RuntimeError: no sites")


def test_work_of_every_minute_keeps_one_row_a_day():
    for _turn in range(3):
        with running("practice", period="2026-11-23", at=NOON, keep_one=True) as run:
            run.outcome = "fine"

    assert JobRun.objects.count() == 1


def test_a_failing_district_does_not_stop_the_others():
    queued = for_each(["990102", "990103", "990104"], practice, day="2026-11-23")

    assert queued == 2
    states = JobRun.objects.order_by("region_code").values_list("region_code", "state")
    assert list(states) == [("990102", "done"), ("990103", "failed"), ("990104", "done")]


def test_filling_the_timetable_twice_changes_nothing():
    assert actions.sync(actor=None, at=NOON) == ["practise: kept", "score: kept"]
    assert list(PeriodicTask.objects.order_by("name").values_list("name", flat=True)) == ["practise", "score"]


def test_times_set_by_an_administrator_stay_when_the_code_changes(timetable):
    row = PeriodicTask.objects.get(name="practise")
    row.crontab = CrontabSchedule.objects.create(minute="0", hour="4", timezone="Asia/Shanghai")
    row.save()
    timetable["practise"]["schedule"] = crontab(minute=45, hour=5)

    actions.sync(actor=None, at=NOON)

    row.refresh_from_db()
    assert (row.crontab.hour, row.crontab.minute) == ("4", "0")


def test_times_changed_in_the_code_arrive_where_nobody_changed_them(timetable):
    timetable["practise"]["schedule"] = crontab(minute=45, hour=5)

    actions.sync(actor=None, at=NOON)

    assert PeriodicTask.objects.get(name="practise").crontab.minute == "45"


def test_a_line_that_left_the_code_leaves_the_timetable(timetable):
    del timetable["score"]

    actions.sync(actor=None, at=NOON)

    assert list(PeriodicTask.objects.values_list("name", flat=True)) == ["practise"]


def test_the_next_run_is_told_in_local_time():
    daily, monthly = lines()
    now = timezone.now()

    assert timezone.localtime(daily.next_at(now)).strftime("%H:%M") == "05:30"
    assert timezone.localtime(monthly.next_at(now)).strftime("%d %H:%M") == "01 02:00"


def test_days_without_a_good_run_are_missed_from_the_first_run_on():
    root = UserFactory(is_superuser=True)
    done("2026-11-19"), done("2026-11-22")
    JobRun.objects.create(task="practice", region_code="990102", period="2026-11-21", state="failed", started_at=NOON)

    found = missed(lines()[0], root, at=NOON)

    assert found == {"2026-11-23": ["990102"], "2026-11-21": ["990102"], "2026-11-20": ["990102"]}


def test_today_is_not_missed_before_its_hour():
    done("2026-11-22")

    assert missed(lines()[0], UserFactory(is_superuser=True), at=NOON.replace(hour=5, minute=45)) == {}


def test_a_month_is_missed_when_its_first_has_passed():
    JobRun.objects.create(
        task="score_month", region_code="990102", period="2026-09", state="done", started_at=NOON, finished_at=NOON
    )

    assert missed(lines()[1], UserFactory(is_superuser=True), at=NOON) == {"2026-10": ["990102"]}
    assert lines()[1].day_for("2026-10") == dt.date(2026, 11, 1)


def test_weeks_and_quarters_are_missed_when_their_day_has_passed(settings):
    settings.CELERY_BEAT_SCHEDULE = {
        "weekly": {"task": "p.weekly", "schedule": crontab(0, 6, day_of_week=1), "covers": "week before"},
        "quarterly": {
            "task": "p.quarterly",
            "schedule": crontab(0, 3, day_of_month=1, month_of_year="1,4,7,10"),
            "covers": "quarter before",
        },
    }
    actions.sync(actor=None, at=NOON)
    weekly, quarterly = lines()
    for task, period in (("weekly", "2026-W45"), ("quarterly", "2026Q2")):
        JobRun.objects.create(
            task=task, region_code="990102", period=period, state="done", started_at=NOON, finished_at=NOON
        )

    root = UserFactory(is_superuser=True)

    assert missed(weekly, root, at=NOON) == {"2026-W47": ["990102"], "2026-W46": ["990102"]}
    assert missed(quarterly, root, at=NOON) == {"2026Q3": ["990102"]}
    assert (weekly.day_for("2026-W47"), quarterly.day_for("2026Q3")) == (dt.date(2026, 11, 23), dt.date(2026, 10, 1))
    with translation.override("en"):
        assert (weekly.when, quarterly.when) == ("Monday at 06:00", "quarterly on day 1 at 03:00")


def test_an_administrator_runs_a_missed_day_again(django_capture_on_commit_callbacks):
    admin = admin_of("990102")

    with django_capture_on_commit_callbacks(execute=True):
        actions.run_again(lines()[0], day=dt.date(2026, 11, 20), districts=["990102"], actor=admin, at=NOON)

    assert practised() == [{"day": "2026-11-20", "district": "990102"}]
    entry = AuditEntry.objects.get(verb="timetable.run_again")
    assert (entry.actor, entry.region_code, entry.after) == (
        admin,
        "990102",
        {"day": "2026-11-20", "district": "990102"},
    )


@pytest.mark.parametrize("districts", [["990103"], ["990102", "990103"], []], ids=["another", "both", "all"])
def test_nobody_runs_the_work_of_another_district_again(districts):
    with pytest.raises(NotAllowed):
        actions.run_again(lines()[0], day=dt.date(2026, 11, 20), districts=districts, actor=admin_of("990102"), at=NOON)

    assert not AuditEntry.objects.filter(verb="timetable.run_again").exists()


def test_the_page_shows_each_line_with_its_last_run_and_what_was_missed(client):
    done("2026-11-22"), done("2026-11-22", "990103")
    client.force_login(admin_of("990102"))

    html = client.get("/manage/timetable/practice/").content.decode()

    assert "990102" in html
    assert "990103" not in html
    assert client.get("/manage/timetable/").status_code == 200


def test_a_line_is_run_again_from_its_page(client, django_capture_on_commit_callbacks):
    RegionFactory(code="990103")
    client.force_login(admin_of("990102"))
    today = timezone.localdate().isoformat()

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/manage/timetable/practice/run/", {"day": today, "district": ""})

    assert answer.status_code == 302
    assert practised() == [{"day": today, "district": "990102"}]


@pytest.mark.parametrize("form", [{}, {"day": "2999-01-01"}, {"day": "x"}, {"day": "2026-11-20", "district": "990103"}])
def test_a_form_that_cannot_be_meant_is_shown_again(client, form):
    RegionFactory(code="990103")
    client.force_login(admin_of("990102"))

    assert client.post("/manage/timetable/practice/run/", form).status_code == 422
    assert practised() == []


def test_the_timetable_is_not_for_inspectors(client):
    client.force_login(UserFactory())

    assert client.get("/manage/timetable/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_clock_fills_the_timetable_when_it_starts_and_keeps_what_was_set_by_hand():
    row = PeriodicTask.objects.get(name="practise")
    row.crontab = CrontabSchedule.objects.create(minute="0", hour="4", timezone="Asia/Shanghai")
    row.save()
    PeriodicTask.objects.filter(name="score").delete()

    Timetable(app=current_app)

    rows = PeriodicTask.objects.order_by("name").values_list("name", "crontab__hour")
    assert list(rows) == [("practise", "4"), ("score", "2")]
