"""More time, and time that stands still: ask, grant, refuse; suspend, resume."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.calendars.queries import work_calendar
from foundation.errors import BadInput, DomainError, StaleState
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import UNDER_WAY, ExtensionState, ProblemState
from ..models import Extension, Problem, Suspension
from ..permissions import can_answer_problem, can_decide_extension, can_steer_problem
from ..queries.policies import clock_columns, policy_of
from ..scoring.deadlines import TimeUnit, reminder_moment, resumed_clock, time_left
from ..transitions import EXTENSION, PROBLEM
from .problem_messages import tell_office, tell_organisation
from .standing import stands
from .words import note_of, reason_of

LONGEST_EXTENSION = dt.timedelta(days=366)
LONGEST_SUSPENSION = dt.timedelta(days=3 * 366)


class NoMoreTime(DomainError):
    """More time is asked for before the deadline, one request at a time, and granted once."""


@transaction.atomic
def ask_extension(problem: Problem, *, until: dt.datetime, reason: str, actor: Any, at: dt.datetime) -> Extension:
    """The responsible organisation asks for more time before its time is over (申请延期)."""
    can_answer_problem(actor, problem).enforce()
    reason = reason_of(reason)
    stands(problem, *UNDER_WAY)
    if at > problem.due_at or problem.due_at != problem.first_due_at:
        raise NoMoreTime(_("The deadline has passed; more time is asked for before it."))
    if not problem.due_at < until <= problem.due_at + LONGEST_EXTENSION:
        raise BadInput(_("Name a moment after the deadline, within a year."))
    if problem.extensions.filter(state=ExtensionState.GRANTED).exists():
        raise NoMoreTime(_("More time was granted once already."))
    try:
        with transaction.atomic():
            asked = Extension.objects.create(
                problem=problem,
                organisation=problem.organisation,
                until=until,
                reason=reason,
                asked_by=actor,
                asked_at=at,
            )
    except IntegrityError as fault:
        raise NoMoreTime(_("More time has been asked for; the office has yet to decide.")) from fault
    after = {"until": until, "reason": reason}
    record("problem.ask_extension", problem, actor=actor, at=at, after=after)
    tell_office(problem, "problem.extension_asked", at=at)
    return asked


@transaction.atomic
def grant_extension(extension: Extension, *, answer: str = "", actor: Any, at: dt.datetime) -> None:
    """The office grants more time (同意延期): the moment that was asked for is the deadline now."""
    can_decide_extension(actor, extension).enforce()
    answer, problem = note_of(answer), extension.problem
    before, policy = problem.due_at, policy_of(problem.district_id, problem.severity)
    decided = {"decided_by": actor, "decided_at": at, "answer": answer}
    try:
        with transaction.atomic():
            move(extension, EXTENSION, to=ExtensionState.GRANTED, **decided)
    except IntegrityError as fault:
        raise NoMoreTime(_("More time was granted once already.")) from fault
    remind_at = reminder_moment(policy, problem.assigned_at or at, extension.until, work_calendar())
    columns = {
        "due_at": extension.until,
        "first_due_at": extension.until,
        "provisional": False,
        "remind_at": max(remind_at, at),
        "clock_from": None,
        "clock_amount": None,
    }
    _still(problem, *UNDER_WAY, **columns)
    after = {"due_at": problem.due_at, "reason": extension.reason, "answer": answer}
    record("problem.grant_extension", problem, actor=actor, at=at, before={"due_at": before}, after=after)
    tell_organisation(problem, "problem.extension_granted", at=at)


@transaction.atomic
def refuse_extension(extension: Extension, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office grants no more time (不同意延期), and says why."""
    can_decide_extension(actor, extension).enforce()
    answer = reason_of(reason)
    move(extension, EXTENSION, to=ExtensionState.REFUSED, decided_by=actor, decided_at=at, answer=answer)
    record("problem.refuse_extension", extension.problem, actor=actor, at=at, after={"reason": answer})
    tell_organisation(extension.problem, "problem.extension_refused", at=at, reason=answer)


@transaction.atomic
def suspend(problem: Problem, *, ground: str, look_again_on: dt.date, actor: Any, at: dt.datetime) -> Suspension:
    """The office finds that it cannot be solved now (挂账): the clock stands still until somebody looks again."""
    can_steer_problem(actor, problem).enforce()
    ground, today = reason_of(ground), local_day(at)
    if not today < look_again_on <= today + LONGEST_SUSPENSION:
        raise BadInput(_("Name a day after today, within three years, on which somebody looks again."))
    before = move(problem, PROBLEM, to=ProblemState.SUSPENDED)
    problem.refresh_from_db(fields=["due_at", "clock_unit"])
    left = time_left(at, problem.due_at, _unit(problem), work_calendar())
    made = Suspension.objects.create(
        problem=problem,
        ground=ground,
        look_again_on=look_again_on,
        left_minutes=left,
        suspended_by=actor,
        suspended_at=at,
    )
    after = {"state": problem.state, "reason": ground, "look_again_on": look_again_on}
    record("problem.suspend", problem, actor=actor, at=at, before={"state": before}, after=after)
    tell_organisation(problem, "problem.suspended", at=at)
    return made


@transaction.atomic
def resume(problem: Problem, *, actor: Any, at: dt.datetime) -> None:
    """Take up again what was suspended (恢复整改): what was left of the time runs on from now."""
    can_steer_problem(actor, problem).enforce()
    stands(problem, ProblemState.SUSPENDED)
    stood = problem.suspensions.filter(resumed_at=None).first()
    policy = policy_of(problem.district_id, problem.severity)
    left = stood.left_minutes if stood else 0
    columns = clock_columns(policy, resumed_clock(at, left, _unit(problem)), work_calendar())
    if problem.first_due_at == problem.due_at:
        columns["first_due_at"] = columns["due_at"]
    before = {"state": problem.state, "due_at": problem.due_at}
    move(problem, PROBLEM, to=ProblemState.ASSIGNED, **columns)
    Suspension.objects.filter(problem=problem, resumed_at=None).update(resumed_at=at, resumed_by=actor)
    after = {"state": problem.state, "due_at": problem.due_at}
    record("problem.resume", problem, actor=actor, at=at, before=before, after=after)
    tell_organisation(problem, "problem.resumed", at=at)


def _unit(problem: Problem) -> TimeUnit:
    """What the running deadline is counted in; where the office named it, what the policy counts in."""
    return TimeUnit(problem.clock_unit or policy_of(problem.district_id, problem.severity).time_unit)


def _still(problem: Problem, *states: str, **values: Any) -> None:
    """Change a problem unless somebody has moved it on meanwhile."""
    if Problem.objects.filter(pk=problem.pk, state__in=states).update(**values) != 1:
        raise StaleState(_("Somebody else has just changed this record. Reload and try again."))
    for name, value in values.items():
        setattr(problem, name, value)
