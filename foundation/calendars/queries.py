"""The working calendar in force, and what its page shows."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from foundation.periods import WorkCalendar

from .choices import DayKind
from .hours import read_hours
from .models import CalendarDay, CalendarSpan, CalendarYear
from .shipped import shipped_years

NEVER = dt.date(1, 1, 1)
Version = tuple[tuple[int, bool, str, uuid.UUID], ...]


def work_calendar() -> WorkCalendar:
    """Working days and hours as the table says them; the shipped calendar while nobody has installed one.

    One small query tells which version holds; the calendar itself is put together once for each version.
    """
    return _of(version())


def version() -> Version:
    """What the calendar was put together from."""
    rows = CalendarYear.objects.order_by("year").values_list("year", "is_loaded", "hours", "stamp")
    return tuple(rows)


@lru_cache(maxsize=4)
def _of(known: Version) -> WorkCalendar:
    if not known:
        return _shipped()
    loaded = [year for year, is_loaded, _hours, _stamp in known if is_loaded]
    days = CalendarDay.objects.order_by("day").values_list("day", "kind")
    return WorkCalendar(
        loaded_until=_end_of(loaded),
        holidays=frozenset(day for day, kind in days if kind == DayKind.OFF),
        makeup_days=frozenset(day for day, kind in days if kind == DayKind.WORK),
        hours_of_years={year: read_hours(hours) for year, _is_loaded, hours, _stamp in known},
        hours_of_spans=tuple((one.first, one.last, one.office_hours) for one in CalendarSpan.objects.order_by("first")),
    )


def _shipped() -> WorkCalendar:
    years = shipped_years()
    days = [one for found in years.values() for one in found]
    return WorkCalendar(
        loaded_until=_end_of(years),
        holidays=frozenset(one.day for one in days if one.kind == DayKind.OFF),
        makeup_days=frozenset(one.day for one in days if one.kind == DayKind.WORK),
    )


def _end_of(years: Iterable[int]) -> dt.date:
    last = max(years, default=None)
    return NEVER if last is None else dt.date(last, 12, 31)


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year as its list shows it."""

    year: CalendarYear
    days_off: int
    makeup_days: int


def year_lines() -> list[YearLine]:
    """Every year with the numbers of its unusual days, the latest first; before them the year that comes next."""
    counted = CalendarYear.objects.annotate(
        off=Count("days", filter=Q(days__kind=DayKind.OFF)), work=Count("days", filter=Q(days__kind=DayKind.WORK))
    )
    lines = [YearLine(row, row.off, row.work) for row in counted.order_by("-year")]
    if lines and lines[0].year.is_loaded:
        after = lines[0].year
        lines.insert(0, YearLine(CalendarYear(year=after.year + 1, hours=after.hours), 0, 0))
    return lines


def year_of(year: int) -> CalendarYear | None:
    """A year that stands in the table, or the one that comes next."""
    return next((line.year for line in year_lines() if line.year.year == year), None)


def spans_of(year: CalendarYear) -> QuerySet[CalendarSpan]:
    """The parts of a year with hours of their own, in their order."""
    return CalendarSpan.objects.filter(year=year.year).order_by("first")


def days_of(year: CalendarYear) -> QuerySet[CalendarDay]:
    """The unusual days of a year in their order."""
    return year.days.order_by("day")
