"""What follows when problems are assigned, in words, before anybody presses the button."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from foundation.calendars.queries import work_calendar
from foundation.periods import local_day
from foundation.web import moments

from ..choices import NoticeKind, Severity
from ..models import NoticeSerial, Problem
from ..scoring.deadlines import Policy, TimeUnit
from .policies import deadline_of, policies_of, policy_of


def of_one(problem: Problem, *, at: dt.datetime) -> str:
    """One assignment: its notice and its deadline."""
    policy = policy_of(problem.district_id, problem.severity)
    due = deadline_of(policy, at, work_calendar())
    (number,) = _numbers([problem], local_day(at).year)
    sentence = _("Assignment notice {number} is issued; time {time}, until {moment}. A receipt is asked for.")
    return sentence.format(number=number, time=time_of(policy), moment=moments.moment(due.at))


def of_many(problems: Iterable[Problem], *, year: int) -> str:
    """Several assignments: how many notices, and the time by severity."""
    rows = list(problems)
    notices = ngettext("{n} assignment notice {numbers}", "{n} assignment notices {numbers}", len(rows))
    numbers = pgettext("between items of a list", ", ").join(_numbers(rows, year))
    parts = []
    for (district, severity), _number in sorted(_by_severity(rows).items(), key=_heaviest_first):
        parts.append(f"{Severity(severity).label} {time_of(policies_of(district)[severity])}")
    times = pgettext("between items of a list", ", ").join(dict.fromkeys(parts))
    return _("{notices}; time by severity: {times}").format(
        notices=notices.format(n=len(rows), numbers=numbers), times=times
    )


def time_of(policy: Policy) -> str:
    """The time of a policy in words: 3 个工作日, 4 小时."""
    words = {
        TimeUnit.WORKING_DAY: ngettext("{n} working day", "{n} working days", policy.time_amount),
        TimeUnit.WORKING_HOUR: ngettext("{n} working hour", "{n} working hours", policy.time_amount),
        TimeUnit.WORKING_MINUTE: ngettext("{n} working minute", "{n} working minutes", policy.time_amount),
        TimeUnit.CLOCK_HOUR: ngettext("{n} hour by the clock", "{n} hours by the clock", policy.time_amount),
    }
    return words[TimeUnit(policy.time_unit)].format(n=policy.time_amount)


def _numbers(problems: list[Problem], year: int) -> Iterator[str]:
    """The numbers that are next, by district: 〔2026〕418–420号."""
    serials = NoticeSerial.objects.filter(kind=NoticeKind.ASSIGNMENT, year=year)
    last = dict(serials.values_list("district", "last"))
    for district, count in sorted(Counter(problem.district_id for problem in problems).items()):
        first = last.get(district, 0) + 1
        span = f"{first}–{first + count - 1}" if count > 1 else f"{first}"
        yield f"〔{year}〕{span}号"


def _by_severity(problems: Iterable[Problem]) -> Counter[tuple[str, str]]:
    return Counter((problem.district_id, problem.severity) for problem in problems)


def _heaviest_first(entry: Any) -> tuple[int, str]:
    (district, severity), _number = entry
    return -Severity.values.index(severity), district
