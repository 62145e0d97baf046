"""Deadlines that follow the calendar: recompute."""

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import transaction

from foundation.audit.trail import record_all
from foundation.calendars.queries import work_calendar
from foundation.periods import WorkCalendar

from ..models import Problem
from ..queries.deadlines import running_through
from ..queries.policies import clock_columns, policies_of
from ..scoring.deadlines import Clock, Policy, TimeUnit

PIECE = 500
CHANGED = ("due_at", "first_due_at", "provisional", "remind_at")
Told = tuple[Problem, dict[str, Any], dict[str, Any]]


@transaction.atomic
def recompute(district: str, *, year: int, actor: Any, at: dt.datetime) -> int:
    """Work out again the open deadlines of a district that a changed year touches (重算期限); how many changed.

    A deadline that an official named, and one that has passed for good, stays. Doing it twice changes nothing.
    """
    calendar, policies = work_calendar(), policies_of(district)
    rows = iter(running_through(year, at=at).filter(district=district).select_for_update())
    changed = 0
    while piece := list(islice(rows, PIECE)):
        told = list(_changes(piece, policies, calendar))
        Problem.objects.bulk_update([problem for problem, _before, _after in told], CHANGED)
        changed += record_all("problem.move_deadline", told, actor=actor, at=at)
    return changed


def _changes(problems: Iterable[Problem], policies: dict[str, Policy], calendar: WorkCalendar) -> Iterable[Told]:
    for problem in problems:
        clock = Clock(
            problem.clock_from, problem.clock_amount, TimeUnit(problem.clock_unit), is_rest=problem.clock_is_rest
        )
        columns = clock_columns(policies[problem.severity], clock, calendar)
        before = {"due_at": problem.due_at, "provisional": problem.provisional}
        after = {name: columns[name] for name in before}
        if before == after:
            continue
        if problem.first_due_at == problem.due_at:
            problem.first_due_at = columns["due_at"]
        if problem.remind_at is not None:
            problem.remind_at = columns["remind_at"]
        problem.due_at, problem.provisional = columns["due_at"], columns["provisional"]
        yield problem, before, after
