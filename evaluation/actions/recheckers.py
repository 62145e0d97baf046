"""Naming who looks again at what was put right."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.choices import Role
from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.notifications.outbox import notify

from ..choices import ProblemState
from ..models import Problem
from ..permissions import can_recheck, can_steer_problem
from ..queries.recheckers import in_turn
from .standing import stands


class NotARechecker(DomainError):
    """Whoever re-checks is an inspector of the place and has nothing to do with the organisation."""


@transaction.atomic
def name(problem: Problem, *, rechecker: Any, actor: Any, at: dt.datetime) -> None:
    """The office says who re-checks (指定复查人); it shows first in his list."""
    can_steer_problem(actor, problem).enforce()
    stands(problem, ProblemState.RECTIFIED)
    if not rechecker.has_role(Role.INSPECTOR, region=problem.region_id):
        raise NotARechecker(_("{name} is no inspector of this place.").format(name=rechecker.name))
    if not can_recheck(rechecker, problem):
        sentence = _("{name} belongs to the organisation that put it right, or to one above it. Name somebody else.")
        raise NotARechecker(sentence.format(name=rechecker.name))
    _give(problem, rechecker, "problem.name_rechecker", actor, at)
    told = {"problem": problem.number, "site": problem.site}
    notify([rechecker], "problem.recheck_named", values=told, url=problem.get_absolute_url(), at=at)


@transaction.atomic
def name_by_rule(problem: Problem, *, actor: Any, at: dt.datetime) -> None:
    """The portal says who re-checks where nobody is named; without an inspector it stays open to all."""
    can_steer_problem(actor, problem).enforce()
    asked = in_turn(problem, at=at) if problem.needs_recheck else ()
    rechecker = next((person for person in asked if can_recheck(person, problem)), None)
    if rechecker is None:
        Problem.objects.filter(pk=problem.pk).update(rechecker=None)
        problem.rechecker = None
        return
    _give(problem, rechecker, "problem.name_rechecker_by_rule", actor, at)


def _give(problem: Problem, rechecker: Any, verb: str, actor: Any, at: dt.datetime) -> None:
    before = {"rechecker": problem.rechecker_id}
    Problem.objects.filter(pk=problem.pk).update(rechecker=rechecker)
    problem.rechecker = rechecker
    after = {"rechecker": rechecker.pk, "name": rechecker.masked_name}
    record(verb, problem, actor=actor, at=at, before=before, after=after)
