"""Taking an assignment back within minutes, before anybody has signed for it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.models import AuditEntry
from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.transitions import move

from ..choices import ProblemState
from ..models import Notice, Problem
from ..permissions import can_steer_problem
from ..queries.recalls import RECALL_WITHIN
from ..transitions import PROBLEM
from . import notices
from .problem_clocks import NO_CLOCK


class TooLateToRecall(DomainError):
    """Five minutes are over, or somebody has begun to act on the notice."""


@transaction.atomic
def recall(notice: Notice, *, actor: Any, at: dt.datetime) -> Problem:
    """Take an assignment back (撤回交办): the problem waits again as it did, the notice is marked as withdrawn."""
    problem = Problem.objects.select_for_update().get(pk=notice.problem_id)
    can_steer_problem(actor, problem).enforce()
    if not Notice.objects.recallable(since=at - RECALL_WITHIN).filter(pk=notice.pk).exists():
        sentence = _("Too late to take {notice} back: five minutes are over, or it is signed for or put right.")
        raise TooLateToRecall(sentence.format(notice=notice))
    notices.withdraw(notice, actor=actor, at=at)
    given = {"state": problem.state, "organisation": problem.organisation_id, "due_at": problem.due_at}
    organisation = _organisation_before(problem)
    move(problem, PROBLEM, to=ProblemState.FOUND, organisation_id=organisation, **NO_CLOCK)
    after = {"state": problem.state, "organisation": organisation, "notice": notice.number}
    record("problem.recall", problem, actor=actor, at=at, before=given, after=after)
    return problem


@transaction.atomic
def recall_many(rows: Iterable[Notice], *, actor: Any, at: dt.datetime) -> list[Problem]:
    """Take several assignments back (批量撤回): all of them or, when one cannot be, none."""
    return [recall(notice, actor=actor, at=at) for notice in sorted(rows, key=lambda notice: notice.pk)]


def _organisation_before(problem: Problem) -> int:
    """Who was named before the assignment, as the trail tells it."""
    told = AuditEntry.objects.about(problem).filter(verb="problem.assign").order_by("-pk").first()
    return (told.before or {}).get("organisation") or problem.organisation_id if told else problem.organisation_id
