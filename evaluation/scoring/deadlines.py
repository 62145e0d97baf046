"""Deadlines of problems: from a policy, a moment and a calendar."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from foundation.periods import (
    Deadline,
    WorkCalendar,
    add_workdays,
    add_working_minutes,
    at_local,
    local,
    local_day,
    working_time_between,
)

MINUTE = dt.timedelta(minutes=1)
LARGEST_AMOUNT = {"working_day": 250, "working_hour": 2000, "working_minute": 120_000, "clock_hour": 720}


class TimeUnit(StrEnum):
    """What a deadline is counted in."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    WORKING_MINUTE = "working_minute"
    CLOCK_HOUR = "clock_hour"

    @property
    def is_by_the_clock(self) -> bool:
        """Whether nights and days off count too."""
        return self is TimeUnit.CLOCK_HOUR


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for problems of one severity (分级时限政策), as a value."""

    severity: str
    time_amount: int
    time_unit: TimeUnit
    is_automatic: bool
    reminder_left: Fraction
    supervision_factor: Fraction
    supervision_minimum_days: int
    rechecks_all: bool
    recheck_share: Fraction
    second_look_share: Fraction
    second_look_after: int
    deduct_per_lapse: Decimal

    def __post_init__(self) -> None:
        if not 1 <= self.time_amount <= LARGEST_AMOUNT[self.time_unit]:
            raise ValueError(f"{self.time_amount} {self.time_unit} is no time for putting something right.")
        for share in (self.reminder_left, self.supervision_factor, self.recheck_share, self.second_look_share):
            if not 0 <= share <= 1:
                raise ValueError(f"{share} is not a share from 0 to 1.")


@dataclass(frozen=True, slots=True)
class Clock:
    """From when on how much time runs: enough to work the deadline out again when the calendar changes.

    What was left of a stopped clock, a rest, is an amount of minutes whatever the unit.
    """

    starts_at: dt.datetime
    amount: int
    unit: TimeUnit
    is_rest: bool = False


def due(clock: Clock, calendar: WorkCalendar) -> Deadline:
    """When the time of a clock has run out."""
    if clock.is_rest:
        return _rest_due(clock, calendar)
    match clock.unit:
        case TimeUnit.WORKING_DAY:
            return add_workdays(clock.starts_at, clock.amount, calendar)
        case TimeUnit.WORKING_HOUR:
            return add_working_minutes(clock.starts_at, 60 * clock.amount, calendar)
        case TimeUnit.WORKING_MINUTE:
            return add_working_minutes(clock.starts_at, clock.amount, calendar)
        case _:
            return Deadline(local(clock.starts_at) + dt.timedelta(hours=clock.amount), provisional=False)


def first_clock(policy: Policy, moment: dt.datetime) -> Clock:
    """The time for putting something right, from the moment of the assignment."""
    return Clock(moment, policy.time_amount, policy.time_unit)


def deadline_of(policy: Policy, moment: dt.datetime, calendar: WorkCalendar) -> Deadline:
    """The deadline of what is assigned at ``moment`` (整改时限)."""
    return due(first_clock(policy, moment), calendar)


def supervision_clock(policy: Policy, moment: dt.datetime, calendar: WorkCalendar) -> Clock:
    """The new time after a lapse: the policy's part of the first, never less than its least (督办时限).

    Parts of a working day or hour are rounded up. Where the policy runs by the clock, an hour is the least.
    """
    amount = policy.time_amount * policy.supervision_factor
    match policy.time_unit:
        case TimeUnit.CLOCK_HOUR:
            return Clock(moment, max(1, ceil(amount)), TimeUnit.CLOCK_HOUR)
        case TimeUnit.WORKING_DAY:
            return Clock(moment, max(1, policy.supervision_minimum_days, ceil(amount)), TimeUnit.WORKING_DAY)
        case _:
            part = Clock(moment, max(1, ceil(amount)), policy.time_unit)
            least = Clock(moment, max(1, policy.supervision_minimum_days), TimeUnit.WORKING_DAY)
            return max(part, least, key=lambda clock: due(clock, calendar).at)


def supervision_deadline(policy: Policy, moment: dt.datetime, calendar: WorkCalendar) -> Deadline:
    """The deadline of a supervision notice that is issued at ``moment``."""
    return due(supervision_clock(policy, moment, calendar), calendar)


def reminder_moment(policy: Policy, starts_at: dt.datetime, due_at: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """When only the policy's part of the time is left and a reminder is due (提醒时点)."""
    if policy.time_unit.is_by_the_clock:
        return due_at - (due_at - starts_at) * policy.reminder_left.numerator / policy.reminder_left.denominator
    whole = working_time_between(starts_at, due_at, calendar) // MINUTE
    passed = whole - ceil(whole * policy.reminder_left)
    return add_working_minutes(starts_at, passed, calendar).at if passed > 0 else starts_at


def time_left(moment: dt.datetime, due_at: dt.datetime, unit: TimeUnit, calendar: WorkCalendar) -> int:
    """How many minutes are left when a clock is stopped: of working time, or by the clock; none after the deadline."""
    left = due_at - moment if unit.is_by_the_clock else working_time_between(moment, due_at, calendar)
    return max(0, ceil(left / MINUTE))


def resumed_clock(moment: dt.datetime, left: int, unit: TimeUnit) -> Clock:
    """A clock that runs on at ``moment`` with so many minutes left (恢复计时)."""
    return Clock(moment, max(1, left), unit, is_rest=True)


def _rest_due(clock: Clock, calendar: WorkCalendar) -> Deadline:
    """Where time counts in working days, the day on which the rest runs out counts whole, as it did before."""
    if clock.unit.is_by_the_clock:
        return Deadline(local(clock.starts_at) + clock.amount * MINUTE, provisional=False)
    found = add_working_minutes(clock.starts_at, clock.amount, calendar)
    if clock.unit is not TimeUnit.WORKING_DAY:
        return found
    day = local_day(found.at)
    return Deadline(at_local(day, calendar.closing(day)), found.provisional)
