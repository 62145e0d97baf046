"""The working calendar: installed from what ships, changed by day, loaded by year, read as one value."""

import datetime as dt

import pytest
from celery import shared_task
from django.core.exceptions import ValidationError

from foundation.audit.models import AuditEntry
from foundation.calendars import actions, followers
from foundation.calendars.hours import read_hours, write_hours
from foundation.calendars.models import CalendarDay, CalendarYear
from foundation.calendars.queries import days_of, work_calendar, year_lines
from foundation.calendars.shipped import UnusualDay, shipped_years
from foundation.errors import NotAllowed
from foundation.imports.kinds import RowErrors, kind
from foundation.imports.loading import load_file
from foundation.periods import OFFICE_HOURS, ZONE, add_working_minutes
from tests.factories import admin_of, inspector_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=ZONE)
NEW_YEAR = UnusualDay(dt.date(2027, 1, 1), "off", "元旦")
MADE_UP = UnusualDay(dt.date(2027, 1, 3), "work", "元旦")
TOLD: list[tuple[int, int]] = []


@shared_task
def count_again(*, year: int, revision: int) -> None:
    """A follower of the calendar."""
    TOLD.append((year, revision))


@pytest.fixture
def installed():
    actions.install(actor=None, at=NOON)


def test_the_calendar_ships_every_year_up_to_the_last_announced_and_installs_once():
    assert list(shipped_years()) == list(range(2020, 2027))
    assert actions.install(actor=None, at=NOON) == 7
    assert actions.install(actor=None, at=NOON) == 0
    assert AuditEntry.objects.filter(verb="calendar.load").count() == 7
    assert CalendarDay.objects.get(pk=dt.date(2026, 10, 10)).kind == "work"
    lines = [(line.year.year, line.year.is_loaded, line.days_off, line.makeup_days) for line in year_lines()]
    assert lines[:2] == [(2027, False, 0, 0), (2026, True, 33, 6)]


def test_before_anybody_installs_it_the_shipped_calendar_holds_the_same(installed):
    installed_one = work_calendar()
    CalendarDay.objects.all().delete()
    CalendarYear.objects.all().delete()

    shipped = work_calendar()

    assert (shipped.holidays, shipped.makeup_days) == (installed_one.holidays, installed_one.makeup_days)
    assert shipped.loaded_until == installed_one.loaded_until == dt.date(2026, 12, 31)


def test_one_question_tells_the_version_and_the_calendar_is_put_together_once(installed, django_assert_num_queries):
    first = work_calendar()

    with django_assert_num_queries(1):
        assert work_calendar() is first


def test_a_loaded_year_ends_the_doubt_about_its_days(installed):
    assert work_calendar().is_provisional(dt.date(2027, 1, 1))
    assert work_calendar().is_workday(dt.date(2027, 1, 1))

    actions.load(2027, [NEW_YEAR, MADE_UP], actor=None, at=NOON)

    calendar = work_calendar()
    assert not calendar.is_provisional(dt.date(2027, 1, 1))
    assert not calendar.is_workday(dt.date(2027, 1, 1))
    assert calendar.is_workday(dt.date(2027, 1, 3))


def test_loading_a_year_again_replaces_its_days_and_the_same_again_changes_nothing(installed):
    actions.load(2027, [NEW_YEAR, MADE_UP], actor=None, at=NOON)
    entries = AuditEntry.objects.count()

    actions.load(2027, [NEW_YEAR, MADE_UP], actor=None, at=NOON)
    assert (AuditEntry.objects.count(), CalendarYear.objects.get(pk=2027).revision) == (entries, 1)

    actions.load(2027, [NEW_YEAR], actor=None, at=NOON)
    entry = AuditEntry.objects.latest("pk")
    assert [day.day for day in days_of(CalendarYear.objects.get(pk=2027))] == [NEW_YEAR.day]
    assert (entry.before, entry.after) == (
        {"days": {"2027-01-01": "off", "2027-01-03": "work"}},
        {"days": {"2027-01-01": "off"}},
    )


def test_a_year_that_leaves_a_gap_is_refused(installed):
    with pytest.raises(actions.YearOutOfTurn, match="先载入 2027 年"):
        actions.load(2028, [UnusualDay(dt.date(2028, 1, 1), "off", "元旦")], actor=None, at=NOON)
    with pytest.raises(actions.YearOutOfTurn, match="先载入 2019 年"):
        actions.load(2018, [UnusualDay(dt.date(2018, 1, 1), "off", "元旦")], actor=None, at=NOON)

    assert not CalendarYear.objects.filter(year__in=(2018, 2028)).exists()


def test_one_day_can_be_changed_and_dropped_again(installed):
    day = dt.date(2026, 12, 4)
    actions.change(day, kind="off", name="防台风停工", actor=None, at=NOON)
    assert not work_calendar().is_workday(day)

    actions.drop(CalendarDay.objects.get(pk=day), actor=None, at=NOON)
    assert work_calendar().is_workday(day)
    entries = AuditEntry.objects.filter(verb="calendar.change").order_by("pk").values_list("before", "after")
    assert list(entries) == [
        ({"days": {}}, {"days": {"2026-12-04": "off"}}),
        ({"days": {"2026-12-04": "off"}}, {"days": {}}),
    ]


def test_saying_the_same_of_a_day_or_dropping_it_twice_leaves_no_trace(installed):
    day = CalendarDay.objects.get(pk=dt.date(2026, 10, 10))
    entries = AuditEntry.objects.count()

    actions.change(day.day, kind=day.kind, name=day.name, actor=None, at=NOON)
    assert AuditEntry.objects.count() == entries

    actions.drop(day, actor=None, at=NOON)
    actions.drop(day, actor=None, at=NOON)
    assert AuditEntry.objects.count() == entries + 1


def test_a_weekday_is_no_make_up_day(installed):
    with pytest.raises(actions.DayNotUnusual, match="2026-12-04 是工作日"):
        actions.change(dt.date(2026, 12, 4), kind="work", name="", actor=None, at=NOON)


def test_a_day_of_a_year_nobody_loaded_leaves_the_year_open(installed):
    actions.change(dt.date(2027, 1, 1), kind="off", name="元旦", actor=None, at=NOON)

    assert not work_calendar().is_workday(dt.date(2027, 1, 1))
    assert work_calendar().is_provisional(dt.date(2027, 1, 1))


def test_a_year_typed_in_day_by_day_is_declared_as_announced(installed):
    actions.change(dt.date(2027, 1, 1), kind="off", name="元旦", actor=None, at=NOON)
    year = CalendarYear.objects.get(pk=2027)

    actions.declare(year, actor=None, at=NOON)
    entries = AuditEntry.objects.count()
    actions.declare(year, actor=None, at=NOON)

    assert not work_calendar().is_provisional(dt.date(2027, 1, 1))
    assert AuditEntry.objects.count() == entries
    assert AuditEntry.objects.latest("pk").after == {"loaded": True, "days": {"2027-01-01": "off"}}


def test_each_year_has_its_office_hours_and_a_new_one_keeps_the_last(installed):
    year = CalendarYear.objects.get(pk=2026)
    actions.set_hours(year, hours="8:30-12:00，14:30–18:00", actor=None, at=NOON)
    actions.load(2027, [NEW_YEAR], actor=None, at=NOON)
    entries = AuditEntry.objects.count()
    actions.set_hours(year, hours="08:30-12:00, 14:30-18:00", actor=None, at=NOON)

    calendar = work_calendar()

    assert AuditEntry.objects.count() == entries
    assert CalendarYear.objects.get(pk=2027).hours == "08:30-12:00, 14:30-18:00"
    assert calendar.closing(dt.date(2026, 11, 24)) == dt.time(18)
    assert calendar.closing(dt.date(2025, 11, 24)) == dt.time(17, 30)
    morning = dt.datetime(2026, 11, 24, 8, 30, tzinfo=ZONE)
    assert add_working_minutes(morning, 240, calendar).at == dt.datetime(2026, 11, 24, 15, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text", ["", "9-12", "09:00-25:00", "12:00-09:00", "09:00-12:00, 11:00-13:00"],
    ids=["nothing", "no minutes", "no such hour", "backwards", "overlapping"],
)  # fmt: skip
def test_hours_that_make_no_sense_are_refused_with_an_example(text):
    with pytest.raises(ValidationError, match="09:00-12:00, 13:30-17:30"):
        read_hours(text)


def test_hours_are_written_as_they_are_read():
    assert read_hours(write_hours(OFFICE_HOURS)) == OFFICE_HOURS


def test_a_district_beside_others_cannot_change_the_calendar_of_all(installed):
    admin_of("990103")

    with pytest.raises(NotAllowed, match="其他区县也在使用"):
        actions.change(dt.date(2026, 12, 4), kind="off", name="", actor=admin_of("990102"), at=NOON)
    with pytest.raises(NotAllowed, match="只有文明办管理员"):
        actions.install(actor=inspector_of("990102"), at=NOON) or actions.load(
            2027, [NEW_YEAR], actor=inspector_of("990102"), at=NOON
        )


def test_whoever_follows_the_calendar_is_told_after_each_change(
    installed, monkeypatch, django_capture_on_commit_callbacks, settings
):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    monkeypatch.setattr(followers, "_tasks", [])
    followers.register(count_again.name)
    followers.register(count_again.name)
    TOLD.clear()

    with django_capture_on_commit_callbacks(execute=True):
        actions.load(2027, [NEW_YEAR], actor=None, at=NOON)
        actions.change(dt.date(2027, 1, 4), kind="off", name="", actor=None, at=NOON)

    assert TOLD == [(2027, 1), (2027, 2)]


def loaded(tmp_path, text, *, actor=None):
    path = tmp_path / "2027.csv"
    path.write_text(text, encoding="utf-8")
    return load_file(kind("calendar"), path, actor=actor, at=NOON)


def test_a_year_comes_in_by_spreadsheet_in_the_words_of_the_office(installed, tmp_path):
    text = "日期,类型,名称\n2027-01-01,休,元旦\n2027/1/3,班,元旦\n2027年2月5日,off,春节\n"

    done = loaded(tmp_path, text)
    again = loaded(tmp_path, text)

    assert (done.created, done.updated, done.unchanged) == (3, 0, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert CalendarYear.objects.get(pk=2027).is_loaded
    assert [(str(day.day), day.kind, day.name) for day in CalendarDay.objects.filter(year=2027).order_by("day")] == [
        ("2027-01-01", "off", "元旦"),
        ("2027-01-03", "work", "元旦"),
        ("2027-02-05", "off", "春节"),
    ]


def test_a_wrong_file_names_every_wrong_row_and_loads_nothing(installed, tmp_path):
    text = "date,kind,name\n2027-01-32,off,元旦\n2027-01-04,work,x\n2027-01-01,off,元旦\n2027/1/1,off,元旦\n"

    with pytest.raises(RowErrors) as found:
        loaded(tmp_path, text)

    assert [(error.line, error.column) for error in found.value.errors] == [
        (2, "日期 date"),
        (3, "类型 kind"),
        (5, "日期 date"),
    ]
    assert not CalendarYear.objects.filter(pk=2027).exists()
