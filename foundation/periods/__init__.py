"""Periods and working time as plain values."""

from .calendars import OFFICE_HOURS, Hours, WorkCalendar
from .spans import Period, PeriodKind, PeriodNotUnderstood
from .working_time import (
    Deadline,
    Workday,
    WorkdayCount,
    add_workdays,
    add_working_minutes,
    workday_after,
    workdays_between,
    working_time_between,
)
from .zone import ZONE, at_local, local, local_day

__all__ = [
    "OFFICE_HOURS",
    "ZONE",
    "Deadline",
    "Hours",
    "Period",
    "PeriodKind",
    "PeriodNotUnderstood",
    "WorkCalendar",
    "Workday",
    "WorkdayCount",
    "add_workdays",
    "add_working_minutes",
    "at_local",
    "local",
    "local_day",
    "workday_after",
    "workdays_between",
    "working_time_between",
]
