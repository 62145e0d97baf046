"""Days off and make-up days as the library knows them, up to the last year it was told of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from chinese_calendar import constants

from .choices import DayKind

FIRST_YEAR = 2020


@dataclass(frozen=True, slots=True)
class UnusualDay:
    """One day that does not go by its weekday."""

    day: dt.date
    kind: str
    name: str


@cache
def shipped_years() -> Mapping[int, tuple[UnusualDay, ...]]:
    """The unusual days of every year the library knows, from the year before which nobody inspected with the portal."""
    chinese = {holiday.value: holiday.chinese for holiday in constants.Holiday}
    days = [UnusualDay(day, DayKind.OFF.value, chinese.get(name, name)) for day, name in constants.holidays.items()]
    days += [UnusualDay(day, DayKind.WORK.value, chinese.get(name, name)) for day, name in constants.workdays.items()]
    years: dict[int, list[UnusualDay]] = {}
    for one in sorted(days, key=lambda one: one.day):
        if one.day.year >= FIRST_YEAR:
            years.setdefault(one.day.year, []).append(one)
    return {year: tuple(found) for year, found in years.items()}
