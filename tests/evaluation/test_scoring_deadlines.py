"""Deadlines by severity: working time, the clock, supervision, reminders, time that stands still."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.deadlines import (
    Clock,
    Policy,
    TimeUnit,
    deadline_of,
    due,
    reminder_moment,
    resumed_clock,
    supervision_clock,
    supervision_deadline,
    time_left,
)
from foundation.periods import ZONE, Deadline, WorkCalendar, working_time_between

# National Day 2026: off from Thursday 1 to Wednesday 7 October, made up on Sunday 20 September and Saturday 10 October.
CALENDAR = WorkCalendar(
    loaded_until=dt.date(2026, 12, 31),
    holidays=frozenset(dt.date(2026, 10, day) for day in range(1, 8)),
    makeup_days=frozenset({dt.date(2026, 9, 20), dt.date(2026, 10, 10)}),
)
MOMENTS = st.datetimes(
    min_value=dt.datetime(2026, 8, 1),  # noqa: DTZ001
    max_value=dt.datetime(2027, 2, 1),  # noqa: DTZ001
    timezones=st.just(ZONE),
)
UNITS = st.sampled_from(list(TimeUnit))


def at(month, day, hour=0, minute=0, year=2026):
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE)


def policy(amount=3, unit=TimeUnit.WORKING_DAY, **changes):
    values = {
        "severity": "normal",
        "time_amount": amount,
        "time_unit": unit,
        "is_automatic": False,
        "reminder_left": Fraction(1, 3),
        "supervision_factor": Fraction(1, 2),
        "supervision_minimum_days": 1,
        "rechecks_all": True,
        "recheck_share": Fraction(1, 5),
        "second_look_share": Fraction(1, 20),
        "second_look_after": 30,
        "deduct_per_lapse": Decimal("0.2"),
    }
    return Policy(**(values | changes))


@pytest.mark.parametrize(
    ("made", "moment", "deadline"),
    [
        (policy(1), at(11, 24, 9), at(11, 25, 17, 30)),
        (policy(3), at(11, 27, 16), at(12, 2, 17, 30)),
        (policy(3), at(9, 30, 16), at(10, 10, 17, 30)),
        (policy(7), at(12, 24, 10), at(1, 4, 17, 30, 2027)),
        (policy(4, TimeUnit.CLOCK_HOUR), at(10, 1, 22), at(10, 2, 2)),
        (policy(4, TimeUnit.WORKING_HOUR), at(11, 24, 16, 30), at(11, 25, 12)),
        (policy(90, TimeUnit.WORKING_MINUTE), at(11, 24, 11, 30), at(11, 24, 14, 30)),
    ],
    ids=[
        "a day",
        "over a weekend",
        "over the holidays, with a make-up day",
        "over the new year",
        "an emergency in a holiday night",
        "working hours",
        "working minutes",
    ],
)
def test_the_deadline_follows_the_policy(made, moment, deadline):
    assert deadline_of(made, moment, CALENDAR).at == deadline


def test_a_deadline_beyond_the_loaded_calendar_is_provisional_but_never_one_by_the_clock():
    assert deadline_of(policy(7), at(12, 24, 10), CALENDAR).provisional
    assert not deadline_of(policy(4), at(12, 24, 10), CALENDAR).provisional
    assert not deadline_of(policy(4, TimeUnit.CLOCK_HOUR), at(12, 31, 23), CALENDAR).provisional


@pytest.mark.parametrize(
    ("made", "deadline"),
    [
        (policy(1), at(11, 25, 17, 30)),
        (policy(3), at(11, 26, 17, 30)),
        (policy(7), at(11, 30, 17, 30)),
        (policy(3, supervision_minimum_days=3), at(11, 27, 17, 30)),
        (policy(4, TimeUnit.CLOCK_HOUR), at(11, 24, 12)),
        (policy(1, TimeUnit.CLOCK_HOUR), at(11, 24, 11)),
        (policy(4, TimeUnit.WORKING_HOUR), at(11, 25, 17, 30)),
        (policy(60, TimeUnit.WORKING_HOUR), at(11, 30, 12)),
        (policy(7, supervision_factor=Fraction(0)), at(11, 25, 17, 30)),
    ],
    ids=[
        "never less than a day",
        "half of three days is two",
        "half of seven days is four",
        "the policy's least",
        "half of four hours",
        "never less than an hour",
        "working hours: at least a day",
        "working hours: half",
        "no part: the least",
    ],
)
def test_a_supervision_notice_gives_half_the_time_and_never_less_than_the_least(made, deadline):
    assert supervision_deadline(made, at(11, 24, 10), CALENDAR) == Deadline(deadline, provisional=False)


@pytest.mark.parametrize(
    ("made", "starts", "reminder"),
    [
        (policy(3), at(11, 23, 9), at(11, 25, 15, 10)),
        (policy(3, TimeUnit.CLOCK_HOUR), at(11, 23, 9), at(11, 23, 11)),
        (policy(1, reminder_left=Fraction(1)), at(11, 23, 9), at(11, 23, 9)),
        (policy(1, reminder_left=Fraction(0)), at(11, 23, 9), at(11, 24, 17, 30)),
    ],
    ids=["a third of the working time", "a third by the clock", "at once", "at the deadline"],
)
def test_the_reminder_is_due_when_the_policys_part_of_the_time_is_left(made, starts, reminder):
    deadline = deadline_of(made, starts, CALENDAR).at

    assert reminder_moment(made, starts, deadline, CALENDAR) == reminder


def test_what_stood_still_for_a_week_is_due_a_week_later():
    deadline = deadline_of(policy(3), at(11, 23, 10), CALENDAR).at

    left = time_left(at(11, 24, 10), deadline, TimeUnit.WORKING_DAY, CALENDAR)
    later = due(resumed_clock(at(12, 1, 10), left, TimeUnit.WORKING_DAY), CALENDAR)

    assert (deadline, left) == (at(11, 26, 17, 30), 6 * 60 + 2 * 7 * 60)
    assert later.at == at(12, 3, 17, 30)


def test_a_stopped_clock_by_hours_keeps_its_minutes_and_one_that_had_run_out_gets_a_minute():
    left = time_left(at(11, 24, 10), at(11, 24, 12, 30), TimeUnit.CLOCK_HOUR, CALENDAR)

    assert due(resumed_clock(at(11, 28, 22), left, TimeUnit.CLOCK_HOUR), CALENDAR).at == at(11, 29, 0, 30)
    assert time_left(at(11, 24, 13), at(11, 24, 12, 30), TimeUnit.CLOCK_HOUR, CALENDAR) == 0
    assert due(resumed_clock(at(11, 28, 22), 0, TimeUnit.CLOCK_HOUR), CALENDAR).at == at(11, 28, 22, 1)
    assert due(resumed_clock(at(11, 24, 9), 30, TimeUnit.WORKING_HOUR), CALENDAR).at == at(11, 24, 9, 30)


@pytest.mark.parametrize(
    "changes",
    [{"amount": 0}, {"amount": 251}, {"reminder_left": Fraction(3, 2)}, {"second_look_share": Fraction(-1, 2)}],
    ids=["no time", "more than a year", "more than all", "less than nothing"],
)
def test_a_policy_that_makes_no_sense_is_refused(changes):
    with pytest.raises(ValueError, match="is no"):
        policy(**changes)


@given(moment=MOMENTS, amount=st.integers(1, 60), unit=UNITS)
def test_more_time_is_never_due_earlier_and_a_later_start_never_either(moment, amount, unit):
    first = due(Clock(moment, amount, unit), CALENDAR).at

    assert moment < first <= due(Clock(moment, amount + 1, unit), CALENDAR).at
    assert first <= due(Clock(moment + dt.timedelta(hours=5), amount, unit), CALENDAR).at


@given(moment=MOMENTS, amount=st.integers(1, 60), unit=UNITS, left=st.fractions(0, 1, max_denominator=20))
def test_a_reminder_lies_between_assignment_and_deadline(moment, amount, unit, left):
    made = policy(amount, unit, reminder_left=left)
    deadline = deadline_of(made, moment, CALENDAR).at

    assert moment <= reminder_moment(made, moment, deadline, CALENDAR) <= deadline


@given(moment=MOMENTS, amount=st.integers(1, 60), unit=UNITS, factor=st.fractions(0, 1, max_denominator=20))
def test_supervision_never_gives_more_time_than_the_assignment_or_the_least(moment, amount, unit, factor):
    made = policy(amount, unit, supervision_factor=factor)
    least = Clock(moment, 1, TimeUnit.CLOCK_HOUR if unit.is_by_the_clock else TimeUnit.WORKING_DAY)

    granted = due(supervision_clock(made, moment, CALENDAR), CALENDAR).at

    assert due(least, CALENDAR).at <= granted
    assert granted <= max(deadline_of(made, moment, CALENDAR).at, due(least, CALENDAR).at)


@given(moment=MOMENTS, amount=st.integers(1, 30), unit=UNITS, stop=st.integers(0, 30_000), pause=st.integers(0, 90_000))
def test_stopping_a_clock_takes_no_time_and_gives_less_than_a_day(moment, amount, unit, stop, pause):
    deadline = due(Clock(moment, amount, unit), CALENDAR).at
    stopped = min(moment + dt.timedelta(minutes=stop), deadline - dt.timedelta(minutes=1))
    again = stopped + dt.timedelta(minutes=pause)

    left = time_left(stopped, deadline, unit, CALENDAR)
    later = due(resumed_clock(again, left, unit), CALENDAR).at

    if unit.is_by_the_clock:
        assert later - again == dt.timedelta(minutes=max(1, left))
    else:
        rest = working_time_between(again, later, CALENDAR)
        assert dt.timedelta(minutes=left) <= rest + dt.timedelta(minutes=1)
        assert rest <= dt.timedelta(minutes=max(1, left)) + dt.timedelta(hours=7, minutes=30)
