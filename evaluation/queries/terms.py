"""Quarterly schemes in force, and ends of terms that are counted in working days."""

import datetime as dt

from foundation.calendars.queries import work_calendar
from foundation.periods import Deadline, add_workdays

from ..models import QuarterScheme


def scheme_for(region: str, quarter: dt.date) -> QuarterScheme | None:
    """The scheme in force: the nearest above the region, of those the latest that has begun."""
    begun = QuarterScheme.objects.exclude(state="draft").filter(starts_on__lte=quarter)
    own = [one for one in begun if one.region_id is None or region.startswith(one.region_id)]
    return max(own, key=lambda one: (len(one.region_id or ""), one.starts_on, one.version), default=None)


def term(moment: dt.datetime, days: int) -> Deadline:
    """The end of the last of so many working days after the day of a moment."""
    return add_workdays(moment, days, work_calendar())
