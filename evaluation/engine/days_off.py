"""Which days are days off, by the working calendar."""

import datetime as dt

from foundation.calendars.queries import work_calendar


def is_day_off(on: dt.date) -> bool:
    """A holiday, or a weekend that is not worked in exchange (调休); years not announced yet go by weekday."""
    return not work_calendar().is_workday(on)
