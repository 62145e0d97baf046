"""Which days are worked, and from when to when."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise

OFFICE_HOURS = ((dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17, 30)))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days and hours (工作日历), announced up to ``loaded_until``; beyond it weekdays are assumed."""

    loaded_until: dt.date
    holidays: frozenset[dt.date] = field(default_factory=frozenset)
    makeup_days: frozenset[dt.date] = field(default_factory=frozenset)
    hours: tuple[tuple[dt.time, dt.time], ...] = OFFICE_HOURS

    def __post_init__(self) -> None:
        if both := self.holidays & self.makeup_days:
            raise ValueError(f"{min(both)} is both a day off and a make-up working day.")
        clock = [time for window in self.hours for time in window]
        if not clock or any(later <= earlier for earlier, later in pairwise(clock)):
            raise ValueError("Working hours must be given in order and must not overlap.")

    def is_workday(self, day: dt.date) -> bool:
        """Whether ``day`` is worked: weekdays without holidays, and exchanged weekends (调休)."""
        return day in self.makeup_days or (day.weekday() < 5 and day not in self.holidays)

    def is_provisional(self, day: dt.date) -> bool:
        """Whether the days off around ``day`` have not been announced yet."""
        return day > self.loaded_until

    @property
    def closing(self) -> dt.time:
        """When the working day ends."""
        return self.hours[-1][1]
