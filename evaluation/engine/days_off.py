"""Which days are days off in China."""

import datetime as dt

import chinese_calendar

SATURDAY = 5


def is_day_off(on: dt.date) -> bool:
    """A holiday, or a weekend that is not worked in exchange (调休); years not announced yet go by weekday."""
    try:
        return bool(chinese_calendar.is_holiday(on))
    except NotImplementedError:
        return on.weekday() >= SATURDAY
