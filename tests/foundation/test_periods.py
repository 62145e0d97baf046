"""Periods are values that know their neighbours and their names."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.periods import Period, PeriodKind, PeriodNotUnderstood, local_day

DAYS = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2950, 12, 31))
KINDS = st.sampled_from(PeriodKind)


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2026-11-22", dt.date(2026, 11, 22), dt.date(2026, 11, 22)),
        ("2026-W47", dt.date(2026, 11, 16), dt.date(2026, 11, 22)),
        ("2026-W53", dt.date(2026, 12, 28), dt.date(2027, 1, 3)),
        ("2026-W01", dt.date(2025, 12, 29), dt.date(2026, 1, 4)),
        ("2026-10", dt.date(2026, 10, 1), dt.date(2026, 10, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2026-12", dt.date(2026, 12, 1), dt.date(2026, 12, 31)),
        ("2026Q1", dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
        ("2026Q4", dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        ("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    ],
)
def test_a_code_names_its_first_and_last_day(code, start, end):
    period = Period.parse(code)

    assert (period.start, period.end, period.code, str(period)) == (start, end, code, code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2026-W54",
        "2025-W53",
        "2026-W00",
        "2026Q5",
        "2026q1",
        "26-10",
        "0000",
        "9999-12",
        "2026-10 ",
        "2026-10\n",
        "２０２６",
        "2026-1",
        "-2026",
        "2026-W7",
    ],
)
def test_what_names_no_period_is_refused(text):
    with pytest.raises(PeriodNotUnderstood):
        Period.parse(text)


def test_only_the_asked_kind_is_read():
    assert Period.parse("2026-10", PeriodKind.MONTH).code == "2026-10"
    with pytest.raises(PeriodNotUnderstood, match="'2026-10' does not name a week"):
        Period.parse("2026-10", PeriodKind.WEEK)


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("2026-11-02", "2026年11月2日", "2 November 2026"),
        ("2026-W47", "2026年第47周", "week 47 of 2026"),
        ("2026-W53", "2026年第53周", "week 53 of 2026"),
        ("2026-10", "2026年10月", "October 2026"),
        ("2026Q4", "2026年第四季度", "fourth quarter of 2026"),
        ("2026", "2026年", "2026"),
    ],
)
def test_a_period_is_called_by_its_name_in_both_languages(code, chinese, english):
    period = Period.parse(code)

    assert [period.label(language) for language in ("zh-hans", "zh_CN", "en")] == [chinese, chinese, english]


def test_a_week_belongs_to_its_iso_year_and_not_to_the_year_of_its_first_day():
    new_year = Period.containing(dt.date(2027, 1, 1), PeriodKind.WEEK)

    assert new_year.code == "2026-W53"
    assert new_year.next().code == "2027-W01"


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("2026-01-01", "2025-12-31", "2026-01-02"),
        ("2026-W01", "2025-W52", "2026-W02"),
        ("2026-01", "2025-12", "2026-02"),
        ("2026Q1", "2025Q4", "2026Q2"),
        ("2026", "2025", "2027"),
    ],
)
def test_neighbours_follow_across_the_new_year(code, before, after):
    period = Period.parse(code)

    assert (period.previous().code, period.next().code) == (before, after)


def test_both_ends_belong_to_the_period():
    october = Period.parse("2026-10")

    assert [october.contains(dt.date(2026, *day)) for day in [(9, 30), (10, 1), (10, 31), (11, 1)]] == [
        False,
        True,
        True,
        False,
    ]
    assert [day.day for day in october.days()] == list(range(1, 32))


def test_a_month_begins_at_local_midnight_which_is_still_yesterday_in_utc():
    october = Period.parse("2026-10")

    assert october.starts_at.astimezone(dt.UTC) == dt.datetime(2026, 9, 30, 16, tzinfo=dt.UTC)
    assert october.ends_before.astimezone(dt.UTC) == dt.datetime(2026, 10, 31, 16, tzinfo=dt.UTC)


def test_a_moment_belongs_to_the_day_of_the_office_clock():
    assert local_day(dt.datetime(2026, 10, 31, 16, 30, tzinfo=dt.UTC)) == dt.date(2026, 11, 1)
    with pytest.raises(ValueError, match="no time zone"):
        local_day(dt.datetime(2026, 10, 31, 16, 30))  # noqa: DTZ001


def test_a_quarter_is_made_of_three_months_and_a_year_of_four_quarters():
    assert [part.code for part in Period.parse("2026Q3").parts(PeriodKind.MONTH)] == ["2026-07", "2026-08", "2026-09"]
    assert [part.code for part in Period.parse("2026").parts(PeriodKind.QUARTER)] == [f"2026Q{n}" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("kind", [PeriodKind.WEEK, PeriodKind.YEAR])
def test_a_month_is_not_made_of_weeks_nor_of_a_year(kind):
    with pytest.raises(ValueError, match="is not made of whole periods"):
        Period.parse("2026-10").parts(kind)


def test_a_span_that_is_no_whole_period_is_refused():
    with pytest.raises(ValueError, match="not a whole month"):
        Period(dt.date(2026, 10, 1), dt.date(2026, 10, 30), PeriodKind.MONTH)


@given(DAYS, KINDS)
def test_a_period_contains_its_day_and_is_read_back_from_its_code(day, kind):
    period = Period.containing(day, kind)

    assert period.contains(day)
    assert Period.parse(period.code) == Period.parse(period.code, kind) == period
    assert period.previous().next() == period.next().previous() == period


@given(DAYS, KINDS)
def test_periods_of_a_kind_leave_no_gap_and_are_ordered_in_time(day, kind):
    middle = Period.containing(day, kind)
    row = [middle.previous(), middle, middle.next()]

    assert row == sorted(row)
    assert all(later.start - earlier.end == dt.timedelta(days=1) for earlier, later in pairwise(row))
    assert list(middle.days())[-1] == middle.end
