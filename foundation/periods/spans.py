"""A period as a value: day, ISO week, month, quarter, year."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from . import labels
from .zone import at_local

ONE_DAY = dt.timedelta(days=1)
PLAUSIBLE_YEARS = range(1900, 3000)
MIDNIGHT = dt.time.min


class PeriodKind(StrEnum):
    """How long a period is; weeks run Monday to Sunday and belong to their ISO year."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class PeriodNotUnderstood(ValueError):
    """A text does not name a period."""


FORMS = {
    PeriodKind.DAY: re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII),
    PeriodKind.WEEK: re.compile(r"(\d{4})-W(\d{2})", re.ASCII),
    PeriodKind.MONTH: re.compile(r"(\d{4})-(\d{2})", re.ASCII),
    PeriodKind.QUARTER: re.compile(r"(\d{4})Q([1-4])", re.ASCII),
    PeriodKind.YEAR: re.compile(r"(\d{4})", re.ASCII),
}


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Both ends belong to the period, as in the notices it comes from (3月1日至3月31日)."""

    start: dt.date
    end: dt.date
    kind: PeriodKind

    def __post_init__(self) -> None:
        if (self.start, self.end) != _span(self.start, self.kind):
            raise ValueError(f"{self.start} to {self.end} is not a whole {self.kind}.")

    @classmethod
    def containing(cls, day: dt.date, kind: PeriodKind) -> Self:
        """The period of this kind that ``day`` falls into."""
        return cls(*_span(day, kind), kind)

    @classmethod
    def parse(cls, text: str, kind: PeriodKind | None = None) -> Self:
        """Read ``2026-10``, ``2026-W47``, ``2026Q4``, ``2026`` or ``2026-11-22``; only ``kind``, when it is given."""
        for form_kind, form in FORMS.items():
            match = form.fullmatch(text)
            if match and kind in (None, form_kind) and int(match[1]) in PLAUSIBLE_YEARS:
                try:
                    return cls.containing(_first_day(form_kind, *map(int, match.groups())), form_kind)
                except ValueError:
                    break
        raise PeriodNotUnderstood(f"{text!r} does not name a {kind or 'period'}.")

    def previous(self) -> Self:
        """The period of the same kind just before."""
        return type(self).containing(self.start - ONE_DAY, self.kind)

    def next(self) -> Self:
        """The period of the same kind just after."""
        return type(self).containing(self.end + ONE_DAY, self.kind)

    def contains(self, day: dt.date) -> bool:
        """Whether ``day`` falls into the period, its first and last day included."""
        return self.start <= day <= self.end

    def days(self) -> Iterator[dt.date]:
        """Every day from the first to the last."""
        for offset in range((self.end - self.start).days + 1):
            yield self.start + dt.timedelta(days=offset)

    def parts(self, kind: PeriodKind) -> tuple[Self, ...]:
        """The shorter periods it is made of, such as the three months of a quarter."""
        parts = [type(self).containing(self.start, kind)]
        while parts[-1].end < self.end:
            parts.append(parts[-1].next())
        if (parts[0].start, parts[-1].end) != (self.start, self.end):
            raise ValueError(f"A {self.kind} is not made of whole periods of kind {kind}.")
        return tuple(parts)

    @property
    def starts_at(self) -> dt.datetime:
        """The first moment of the period here."""
        return at_local(self.start, MIDNIGHT)

    @property
    def ends_before(self) -> dt.datetime:
        """The first moment that no longer belongs to the period."""
        return at_local(self.end + ONE_DAY, MIDNIGHT)

    @property
    def code(self) -> str:
        """The text that ``parse`` reads."""
        match self.kind:
            case PeriodKind.DAY:
                return self.start.isoformat()
            case PeriodKind.WEEK:
                year, week, _ = self.start.isocalendar()
                return f"{year:04d}-W{week:02d}"
            case PeriodKind.MONTH:
                return f"{self.start.year:04d}-{self.start.month:02d}"
            case PeriodKind.QUARTER:
                return f"{self.start.year:04d}Q{_quarter(self.start)}"
            case _:
                return f"{self.start.year:04d}"

    def label(self, language: str) -> str:
        """In the reader's language: 2026年第47周, week 47 of 2026."""
        match self.kind:
            case PeriodKind.DAY:
                return labels.day_label(self.start, language)
            case PeriodKind.WEEK:
                year, week, _ = self.start.isocalendar()
                return labels.week_label(year, week, language)
            case PeriodKind.MONTH:
                return labels.month_label(self.start, language)
            case PeriodKind.QUARTER:
                return labels.quarter_label(self.start.year, _quarter(self.start), language)
            case _:
                return labels.year_label(self.start.year, language)

    def __str__(self) -> str:
        return self.code


def _quarter(day: dt.date) -> int:
    return (day.month + 2) // 3


def _span(day: dt.date, kind: PeriodKind) -> tuple[dt.date, dt.date]:
    """First and last day of the period of this kind around ``day``."""
    match kind:
        case PeriodKind.DAY:
            return day, day
        case PeriodKind.WEEK:
            monday = day - dt.timedelta(days=day.weekday())
            return monday, monday + dt.timedelta(days=6)
        case PeriodKind.MONTH:
            return day.replace(day=1), _last_day(day.year, day.month)
        case PeriodKind.QUARTER:
            last_month = 3 * _quarter(day)
            return dt.date(day.year, last_month - 2, 1), _last_day(day.year, last_month)
        case _:
            return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, 12, 31) if month == 12 else dt.date(year, month + 1, 1) - ONE_DAY


def _first_day(kind: PeriodKind, year: int, number: int = 1, day: int = 1) -> dt.date:
    match kind:
        case PeriodKind.WEEK:
            return dt.date.fromisocalendar(year, number, 1)
        case PeriodKind.QUARTER:
            return dt.date(year, 3 * number - 2, 1)
        case _:
            return dt.date(year, number, day)
