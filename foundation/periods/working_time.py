"""Deadlines in working days and working minutes, against a calendar that is passed in."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, takewhile

from .calendars import WorkCalendar
from .zone import at_local, local, local_day

NOTHING = dt.timedelta()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment in working time; ``provisional`` when it lies beyond the announced calendar."""

    at: dt.datetime
    provisional: bool


@dataclass(frozen=True, slots=True)
class Workday:
    """A working day that was counted to; ``provisional`` when it lies beyond the announced calendar."""

    day: dt.date
    provisional: bool


@dataclass(frozen=True, slots=True)
class WorkdayCount:
    """How many working days lie between two days; ``provisional`` when some lie beyond the announced calendar."""

    days: int
    provisional: bool


def workday_after(day: dt.date, n: int, calendar: WorkCalendar) -> Workday:
    """The ``n``-th working day after ``day``, which itself is not counted, as the law counts terms."""
    if n < 1:
        raise ValueError("A deadline is at least one working day away.")
    worked = filter(calendar.is_workday, _days_from(day + dt.timedelta(days=1)))
    last = next(islice(worked, n - 1, None))
    return Workday(last, calendar.is_provisional(last))


def add_workdays(moment: dt.datetime, n: int, calendar: WorkCalendar) -> Deadline:
    """The end of the ``n``-th working day after the day of ``moment``: who was told in the morning has no less time."""
    last = workday_after(local_day(moment), n, calendar)
    return Deadline(at_local(last.day, calendar.closing(last.day)), last.provisional)


def add_working_minutes(moment: dt.datetime, minutes: int, calendar: WorkCalendar) -> Deadline:
    """The moment when ``minutes`` of working hours have passed; what ends with the day is due that evening."""
    if minutes < 1:
        raise ValueError("A deadline is at least one working minute away.")
    left = dt.timedelta(minutes=minutes)
    windows = _windows_from(local(moment), calendar)
    opens, closes = next(windows)
    while left > closes - opens:
        left -= closes - opens
        opens, closes = next(windows)
    due = opens + left
    return Deadline(due, calendar.is_provisional(due.date()))


def working_time_between(start: dt.datetime, end: dt.datetime, calendar: WorkCalendar) -> dt.timedelta:
    """How much working time lies between two moments; below zero when ``end`` comes first."""
    if end < start:
        return -working_time_between(end, start, calendar)
    windows = takewhile(lambda window: window[0] < end, _windows_from(local(start), calendar))
    return sum((min(closes, end) - opens for opens, closes in windows), NOTHING)


def workdays_between(start: dt.date, end: dt.date, calendar: WorkCalendar) -> WorkdayCount:
    """Working days after ``start`` up to and with ``end``; below zero when ``end`` comes first."""
    first, last = min(start, end), max(start, end)
    following = (first + dt.timedelta(days=offset) for offset in range(1, (last - first).days + 1))
    days = sum(calendar.is_workday(day) for day in following)
    return WorkdayCount(days if end >= start else -days, last > first and calendar.is_provisional(last))


def _days_from(day: dt.date) -> Iterator[dt.date]:
    return (day + dt.timedelta(days=offset) for offset in count())


def _windows_from(moment: dt.datetime, calendar: WorkCalendar) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Working hours from ``moment`` on, the first of them cut to what is left of it."""
    worked = filter(calendar.is_workday, _days_from(moment.date()))
    windows = (
        (at_local(day, opens), at_local(day, closes)) for day in worked for opens, closes in calendar.hours_on(day)
    )
    return ((max(opens, moment), closes) for opens, closes in windows if closes > moment)
