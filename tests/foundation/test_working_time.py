"""Deadlines count in working days and hours of the calendar they are given."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.periods import (
    ZONE,
    Deadline,
    WorkCalendar,
    Workday,
    WorkdayCount,
    add_workdays,
    add_working_minutes,
    workday_after,
    workdays_between,
    working_time_between,
)

# National Day 2026: off from Thursday 1 to Wednesday 7 October, made up on Sunday 20 September and Saturday 10 October.
CALENDAR = WorkCalendar(
    loaded_until=dt.date(2026, 12, 31),
    holidays=frozenset(dt.date(2026, 10, day) for day in range(1, 8)),
    makeup_days=frozenset({dt.date(2026, 9, 20), dt.date(2026, 10, 10)}),
)
MOMENTS = st.datetimes(
    min_value=dt.datetime(2026, 8, 1),  # noqa: DTZ001
    max_value=dt.datetime(2027, 2, 1),  # noqa: DTZ001
    timezones=st.sampled_from([ZONE, dt.UTC]),
)
DAYS = st.dates(min_value=dt.date(2026, 8, 1), max_value=dt.date(2027, 2, 1))


def at(month, day, hour=0, minute=0, year=2026):
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (dt.date(2026, 9, 30), True),
        (dt.date(2026, 10, 1), False),
        (dt.date(2026, 10, 3), False),
        (dt.date(2026, 10, 10), True),
        (dt.date(2026, 10, 11), False),
    ],
    ids=["a weekday", "a holiday", "a Saturday in the holidays", "an exchanged Saturday", "a plain Sunday"],
)
def test_a_day_is_worked_as_the_calendar_says(day, worked):
    assert CALENDAR.is_workday(day) is worked


@pytest.mark.parametrize(
    ("given_at", "n", "due"),
    [
        (at(11, 23, 8), 1, at(11, 24, 17, 30)),
        (at(11, 23, 23, 59), 1, at(11, 24, 17, 30)),
        (at(11, 20, 16), 1, at(11, 23, 17, 30)),
        (at(11, 21, 10), 1, at(11, 23, 17, 30)),
        (at(9, 30, 10), 1, at(10, 8, 17, 30)),
        (at(9, 30, 10), 3, at(10, 10, 17, 30)),
        (at(11, 23, 0, 10), 7, at(12, 2, 17, 30)),
    ],
    ids=[
        "the day itself is not counted",
        "nor is a late evening",
        "over the weekend",
        "given on a Saturday",
        "over the holidays",
        "the made-up Saturday counts",
        "seven days of a serious problem",
    ],
)
def test_a_deadline_in_working_days_ends_with_the_last_working_day(given_at, n, due):
    assert add_workdays(given_at, n, CALENDAR) == Deadline(due, provisional=False)


def test_the_day_that_counts_is_the_day_here_and_not_in_utc():
    late = dt.datetime(2026, 11, 23, 16, 30, tzinfo=dt.UTC)

    assert add_workdays(late, 1, CALENDAR).at == at(11, 25, 17, 30)


@pytest.mark.parametrize(
    ("given_at", "minutes", "due"),
    [
        (at(11, 23, 9), 60, at(11, 23, 10)),
        (at(11, 23, 11, 30), 60, at(11, 23, 14)),
        (at(11, 23, 12, 15), 60, at(11, 23, 14, 30)),
        (at(11, 23, 6), 1, at(11, 23, 9, 1)),
        (at(11, 23, 9), 180, at(11, 23, 12)),
        (at(11, 23, 9), 181, at(11, 23, 13, 31)),
        (at(11, 23, 16, 30), 60, at(11, 23, 17, 30)),
        (at(11, 20, 16, 30), 120, at(11, 23, 10)),
        (at(9, 30, 17, 30), 240, at(10, 8, 14, 30)),
        (at(11, 23, 9), 3 * 420, at(11, 25, 17, 30)),
    ],
    ids=[
        "in the morning",
        "over the lunch break",
        "given in the lunch break",
        "given before the office opens",
        "just until the lunch break",
        "a minute more waits for the afternoon",
        "just until closing",
        "over the weekend",
        "given at closing before the holidays",
        "three whole days",
    ],
)
def test_working_minutes_pass_only_while_the_office_is_open(given_at, minutes, due):
    assert add_working_minutes(given_at, minutes, CALENDAR) == Deadline(due, provisional=False)


def test_a_deadline_beyond_the_announced_calendar_counts_weekdays_and_is_provisional():
    new_year_eve = at(12, 31, 16, 30)

    assert add_workdays(new_year_eve, 1, CALENDAR) == Deadline(at(1, 1, 17, 30, year=2027), provisional=True)
    assert add_working_minutes(new_year_eve, 60, CALENDAR) == Deadline(at(12, 31, 17, 30), provisional=False)
    assert add_working_minutes(new_year_eve, 61, CALENDAR) == Deadline(at(1, 1, 9, 1, year=2027), provisional=True)
    assert workday_after(dt.date(2026, 12, 30), 1, CALENDAR) == Workday(dt.date(2026, 12, 31), provisional=False)


def test_loading_the_next_year_moves_a_provisional_deadline():
    loaded = WorkCalendar(dt.date(2027, 12, 31), holidays=frozenset({dt.date(2027, 1, 1)}))

    assert add_workdays(at(12, 31, 9), 1, loaded) == Deadline(at(1, 4, 17, 30, year=2027), provisional=False)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 11, 23), WorkdayCount(0, False)),
        (dt.date(2026, 11, 20), dt.date(2026, 11, 23), WorkdayCount(1, False)),
        (dt.date(2026, 9, 30), dt.date(2026, 10, 10), WorkdayCount(3, False)),
        (dt.date(2026, 11, 24), dt.date(2026, 11, 23), WorkdayCount(-1, False)),
        (dt.date(2026, 12, 30), dt.date(2027, 1, 4), WorkdayCount(3, True)),
        (dt.date(2027, 1, 4), dt.date(2027, 1, 4), WorkdayCount(0, False)),
    ],
    ids=["the same day", "a weekend", "the holidays", "backwards", "into the unknown year", "nothing of it"],
)
def test_working_days_between_two_days_are_counted_without_the_first(start, end, count):
    assert workdays_between(start, end, CALENDAR) == count


def test_working_time_between_leaves_out_nights_and_breaks():
    assert working_time_between(at(11, 23, 8), at(11, 24, 14), CALENDAR) == dt.timedelta(hours=10, minutes=30)
    assert working_time_between(at(11, 24, 14), at(11, 23, 8), CALENDAR) == -dt.timedelta(hours=10, minutes=30)
    assert working_time_between(at(10, 1, 8), at(10, 7, 18), CALENDAR) == dt.timedelta()


@pytest.mark.parametrize("amount", [0, -1])
def test_a_deadline_that_leaves_no_time_is_refused(amount):
    with pytest.raises(ValueError, match="at least one working day"):
        add_workdays(at(11, 23), amount, CALENDAR)
    with pytest.raises(ValueError, match="at least one working minute"):
        add_working_minutes(at(11, 23), amount, CALENDAR)


def test_a_day_cannot_be_off_and_made_up_at_once():
    day = dt.date(2026, 10, 10)

    with pytest.raises(ValueError, match="2026-10-10 is both"):
        WorkCalendar(dt.date(2026, 12, 31), holidays=frozenset({day}), makeup_days=frozenset({day}))


@pytest.mark.parametrize(
    "hours",
    [(), ((dt.time(12), dt.time(9)),), ((dt.time(9), dt.time(13)), (dt.time(12), dt.time(17)))],
    ids=["none at all", "closing before opening", "overlapping"],
)
def test_working_hours_that_make_no_sense_are_refused(hours):
    with pytest.raises(ValueError, match="Working hours"):
        WorkCalendar(dt.date(2026, 12, 31), hours=hours)


@given(MOMENTS, MOMENTS, st.integers(1, 40))
def test_who_starts_later_is_never_due_earlier(one, other, amount):
    earlier, later = sorted([one, other])

    assert add_workdays(earlier, amount, CALENDAR).at <= add_workdays(later, amount, CALENDAR).at
    assert add_working_minutes(earlier, amount, CALENDAR).at <= add_working_minutes(later, amount, CALENDAR).at


@given(MOMENTS, st.integers(1, 3000), st.integers(1, 3000))
def test_working_minutes_add_up_and_can_be_measured_back(moment, first, then):
    once = add_working_minutes(moment, first, CALENDAR)

    assert working_time_between(moment, once.at, CALENDAR) == dt.timedelta(minutes=first)
    assert add_working_minutes(once.at, then, CALENDAR) == add_working_minutes(moment, first + then, CALENDAR)


@given(DAYS, st.integers(1, 60))
def test_counting_back_from_a_deadline_gives_its_working_days(day, n):
    last = workday_after(day, n, CALENDAR)

    assert CALENDAR.is_workday(last.day)
    assert workdays_between(day, last.day, CALENDAR) == WorkdayCount(n, last.provisional)
    assert workdays_between(last.day, day, CALENDAR).days == -n
