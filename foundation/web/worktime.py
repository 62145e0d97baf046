"""Working time in the words of the reader's language: how much is left, how much has passed."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import ngettext

from foundation.periods import WorkCalendar, local_day, workdays_between, working_time_between

from . import moments

SOON = 1
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Remaining:
    """A deadline in words; ``flag`` names the look of it: overdue, nearly due, or none."""

    text: str
    flag: str = ""


def remaining(due: dt.datetime, now: dt.datetime, calendar: WorkCalendar, *, by_clock: bool = False) -> Remaining:
    """剩 5 小时, 剩 2 个工作日, 逾期 1 个工作日: in working time, or by the clock. The deadline itself is in time."""
    if due < now:
        return Remaining(_late(due, now, calendar, by_clock=by_clock), "overdue")
    if by_clock:
        return Remaining(moments.left(due, now), "nearly_due")
    days = workdays_between(local_day(now), local_day(due), calendar).days
    if days >= 1:
        words = ngettext("{n} working day left", "{n} working days left", days).format(n=days)
        return Remaining(words, "nearly_due" if days <= SOON else "")
    hours, minutes = _parts(working_time_between(now, due, calendar))
    if hours:
        return Remaining(ngettext("{n} hour left", "{n} hours left", hours).format(n=hours), "nearly_due")
    return Remaining(ngettext("{n} minute left", "{n} minutes left", minutes).format(n=minutes), "nearly_due")


def passed(since: dt.datetime, now: dt.datetime, calendar: WorkCalendar) -> str:
    """How much working time has gone by: 3 小时, 2 个工作日."""
    days = workdays_between(local_day(since), local_day(now), calendar).days
    hours, minutes = _parts(working_time_between(since, now, calendar))
    if days >= 2:
        return ngettext("{n} working day", "{n} working days", days).format(n=days)
    if hours:
        return ngettext("{n} working hour", "{n} working hours", hours).format(n=hours)
    return ngettext("{n} working minute", "{n} working minutes", minutes).format(n=minutes)


def _late(due: dt.datetime, now: dt.datetime, calendar: WorkCalendar, *, by_clock: bool) -> str:
    if by_clock:
        return moments.left(due, now)
    days = workdays_between(local_day(due), local_day(now), calendar).days
    if days >= 1:
        return ngettext("{n} working day overdue", "{n} working days overdue", days).format(n=days)
    hours, minutes = _parts(working_time_between(due, now, calendar))
    if hours:
        return ngettext("{n} hour overdue", "{n} hours overdue", hours).format(n=hours)
    return ngettext("{n} minute overdue", "{n} minutes overdue", minutes).format(n=minutes)


def _parts(span: dt.timedelta) -> tuple[int, int]:
    minutes = max(0, span // MINUTE)
    return minutes // 60, max(minutes, 1)
