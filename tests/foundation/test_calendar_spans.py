"""Summer and winter hours: a part of a year with office hours of its own, counted by everything that counts time."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from foundation.audit.models import AuditEntry
from foundation.calendars import actions
from foundation.calendars.models import CalendarSpan, CalendarYear
from foundation.calendars.queries import work_calendar
from foundation.errors import NotAllowed
from foundation.periods import (
    OFFICE_HOURS,
    ZONE,
    WorkCalendar,
    add_workdays,
    add_working_minutes,
    working_time_between,
)
from tests.factories import admin_of, inspector_of

NOON = dt.datetime(2026, 4, 24, 12, tzinfo=ZONE)
MAY, SEPTEMBER = dt.date(2026, 5, 1), dt.date(2026, 9, 30)
TEXT = "08:30-12:00, 15:00-18:30"
SUMMER = ((dt.time(8, 30), dt.time(12)), (dt.time(15), dt.time(18, 30)))
CALENDAR = WorkCalendar(dt.date(2026, 12, 31), hours_of_spans=((MAY, SEPTEMBER, SUMMER),))


def at(month, day, hour=0, minute=0):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def in_summer(**told):
    given_one = {"first": MAY, "last": SEPTEMBER, "hours": TEXT, "name": "夏季作息", "actor": None, "at": NOON}
    return actions.set_span(CalendarYear(year=2026), **given_one | told)


@pytest.mark.parametrize(
    ("day", "hours", "closing"),
    [
        (dt.date(2026, 4, 30), OFFICE_HOURS, dt.time(17, 30)),
        (MAY, SUMMER, dt.time(18, 30)),
        (SEPTEMBER, SUMMER, dt.time(18, 30)),
        (dt.date(2026, 10, 1), OFFICE_HOURS, dt.time(17, 30)),
    ],
    ids=["the day before", "the first day", "the last day", "the day after"],
)
def test_both_ends_belong_to_the_part(day, hours, closing):
    assert (CALENDAR.hours_on(day), CALENDAR.closing(day)) == (hours, closing)


def test_deadlines_and_minutes_go_over_the_change_of_hours():
    # Wednesday 29 April by the hours of the year, Friday 1 May by those of summer.
    assert add_workdays(at(4, 29, 10), 2, CALENDAR).at == at(5, 1, 18, 30)
    assert add_working_minutes(at(4, 30, 17), 60, CALENDAR).at == at(5, 1, 9)
    assert working_time_between(at(4, 30, 17), at(5, 1, 9), CALENDAR) == dt.timedelta(minutes=60)


@given(st.dates(min_value=dt.date(2026, 4, 20), max_value=dt.date(2026, 10, 12)), st.integers(1, 3000))
def test_minutes_added_are_minutes_counted_whatever_the_hours(day, minutes):
    begin = dt.datetime.combine(day, dt.time(10), tzinfo=ZONE)

    end = add_working_minutes(begin, minutes, CALENDAR).at

    assert working_time_between(begin, end, CALENDAR) == dt.timedelta(minutes=minutes)


def test_parts_that_overlap_are_no_calendar():
    with pytest.raises(ValueError, match="must not overlap"):
        WorkCalendar(
            dt.date(2026, 12, 31), hours_of_spans=((MAY, SEPTEMBER, SUMMER), (SEPTEMBER, SEPTEMBER, OFFICE_HOURS))
        )


@pytest.mark.django_db
def test_a_part_holds_at_once_and_the_year_has_changed():
    actions.install(actor=None, at=NOON)
    before = CalendarYear.objects.get(pk=2026).revision
    assert work_calendar().closing(MAY) == dt.time(17, 30)

    span = in_summer(hours="8:30-12:00，15:00至18:30")

    assert (span.hours, work_calendar().closing(MAY)) == (TEXT, dt.time(18, 30))
    assert CalendarYear.objects.get(pk=2026).revision == before + 1
    entry = AuditEntry.objects.filter(verb="calendar.change").get()
    assert entry.after == {"hours": {"2026-05-01/2026-09-30": TEXT}}


@pytest.mark.django_db
def test_a_part_that_is_dropped_goes_by_the_year_again():
    span = in_summer()

    actions.drop_span(span, actor=None, at=NOON)
    actions.drop_span(span, actor=None, at=NOON)

    assert (CalendarSpan.objects.count(), work_calendar().closing(MAY)) == (0, dt.time(17, 30))
    assert AuditEntry.objects.filter(verb="calendar.change").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told",
    [
        {"first": SEPTEMBER, "last": dt.date(2026, 10, 31)},
        {"first": dt.date(2026, 12, 31), "last": dt.date(2026, 12, 1)},
        {"first": dt.date(2025, 12, 1), "last": dt.date(2026, 1, 31)},
        {"first": dt.date(2026, 11, 1), "last": dt.date(2026, 11, 30), "hours": "全天"},
    ],
    ids=["overlapping", "backwards", "over the new year", "no hours"],
)
def test_what_is_no_part_of_the_year_is_refused(told):
    in_summer()

    with pytest.raises((ValidationError, actions.SpanBackwards)):
        in_summer(**told)

    assert CalendarSpan.objects.count() == 1


@pytest.mark.django_db
def test_the_database_keeps_parts_apart():
    span = in_summer()

    with pytest.raises(IntegrityError, match="calendar_spans_apart"), transaction.atomic():
        CalendarSpan.objects.create(year=span.year, first=SEPTEMBER, last=SEPTEMBER, hours=TEXT)


@pytest.mark.django_db
def test_a_new_year_keeps_the_parts_of_the_year_before():
    actions.install(actor=None, at=NOON)
    in_summer()

    actions.load(2027, [], actor=None, at=NOON)

    assert list(CalendarSpan.objects.filter(year=2027).values_list("first", "last", "name")) == [
        (dt.date(2027, 5, 1), dt.date(2027, 9, 30), "夏季作息")
    ]
    assert work_calendar().closing(dt.date(2027, 5, 4)) == dt.time(18, 30)


@pytest.mark.django_db
def test_only_who_keeps_the_calendar_sets_hours():
    with pytest.raises(NotAllowed):
        in_summer(actor=inspector_of("990102"))

    assert CalendarSpan.objects.count() == 0


@pytest.mark.django_db
def test_the_office_sets_and_drops_summer_hours_on_the_page(client):
    actions.install(actor=None, at=NOON)
    client.force_login(admin_of("99"))
    page, told = reverse("calendars:year", args=[2026]), {"first": "2026-05-01", "last": "2026-09-30", "hours": TEXT}

    client.post(reverse("calendars:span-set", args=[2026]), told | {"name": "夏季作息"})
    again = client.post(reverse("calendars:span-set", args=[2026]), told)

    text = client.get(page).content.decode()
    assert ("夏季作息" in text, TEXT in text) == (True, True)
    assert (again.status_code, "与另一段作息的日期重叠。" in again.content.decode()) == (422, True)
    client.post(reverse("calendars:span-drop", args=[CalendarSpan.objects.get().pk]))
    assert "全年按上面的作息时间。" in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"first": "2025-05-01", "last": "2026-09-30"}, "选 2026 年内的日期。"),
        ({"first": "2026-09-30", "last": "2026-05-01"}, "结束日期不早于开始日期。"),
    ],
)
def test_wrong_days_are_refused_with_words(client, told, said):
    actions.install(actor=None, at=NOON)
    client.force_login(admin_of("99"))

    answer = client.post(reverse("calendars:span-set", args=[2026]), told | {"hours": TEXT})

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
