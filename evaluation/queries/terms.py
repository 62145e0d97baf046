"""Quarterly schemes in force, and ends of terms that are counted in working days."""

import datetime as dt

from foundation.calendars.queries import work_calendar
from foundation.periods import Deadline, add_workdays

from ..models import QuarterScheme


def scheme_for(region: str, quarter: dt.date) -> QuarterScheme | None:
    """The scheme in force: the nearest above the region, of those the latest that has begun and was not retired."""
    return QuarterScheme.objects.nearest_to(region, quarter)


def term(moment: dt.datetime, days: int) -> Deadline:
    """The end of the last of so many working days after the day of a moment."""
    return add_workdays(moment, days, work_calendar())
