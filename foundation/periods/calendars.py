"""Which days are worked, and from when to when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

Hours = tuple[tuple[dt.time, dt.time], ...]
Span = tuple[dt.date, dt.date, Hours]
OFFICE_HOURS: Hours = ((dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17, 30)))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days and hours (工作日历), announced up to ``loaded_until``; beyond it weekdays are assumed."""

    loaded_until: dt.date
    holidays: frozenset[dt.date] = field(default_factory=frozenset)
    makeup_days: frozenset[dt.date] = field(default_factory=frozenset)
    hours: Hours = OFFICE_HOURS
    hours_of_years: Mapping[int, Hours] = field(default_factory=dict)
    hours_of_spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if both := self.holidays & self.makeup_days:
            raise ValueError(f"{min(both)} is both a day off and a make-up working day.")
        if any(later[0] <= earlier[1] for earlier, later in pairwise(sorted(self.hours_of_spans))):
            raise ValueError("Spans with hours of their own must not overlap.")
        for hours in (self.hours, *self.hours_of_years.values(), *(span[2] for span in self.hours_of_spans)):
            clock = [time for window in hours for time in window]
            if not clock or any(later <= earlier for earlier, later in pairwise(clock)):
                raise ValueError("Working hours must be given in order and must not overlap.")

    def is_workday(self, day: dt.date) -> bool:
        """Whether ``day`` is worked: weekdays without holidays, and exchanged weekends (调休)."""
        return day in self.makeup_days or (day.weekday() < 5 and day not in self.holidays)

    def is_provisional(self, day: dt.date) -> bool:
        """Whether the days off around ``day`` have not been announced yet."""
        return day > self.loaded_until

    def hours_on(self, day: dt.date) -> Hours:
        """From when to when people work on ``day``, if it is worked; a part of the year (夏季作息) goes first."""
        for first, last, hours in self.hours_of_spans:
            if first <= day <= last:
                return hours
        return self.hours_of_years.get(day.year, self.hours)

    def closing(self, day: dt.date) -> dt.time:
        """When the working day ends on ``day``."""
        return self.hours_on(day)[-1][1]
