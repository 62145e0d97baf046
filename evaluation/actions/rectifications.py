"""Putting right and looking again: rectify, settle, close, return."""

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.jobs.queueing import after_commit
from foundation.transitions import move

from ..choices import ProblemState
from ..engine.after_photos import doubts_of
from ..engine.lots import is_drawn
from ..models import Problem, ProblemPhoto, Recheck, Rectification, RectificationPhoto
from ..permissions import can_answer_problem, can_close, can_return
from ..queries.policies import policy_of
from ..transitions import PROBLEM
from . import board_entries, recheckers
from .own_photos import taken
from .problem_messages import tell_organisation
from .words import note_of, reason_of

SETTLE = "evaluation.tasks.settle_rectifications"


class PhotosMissing(DomainError):
    """What was put right is shown."""


@transaction.atomic
def rectify(problem: Problem, *, text: str, photos: Iterable[int], actor: Any, at: dt.datetime) -> Rectification:
    """The responsible organisation has put it right and shows it (整改): somebody else looks next."""
    can_answer_problem(actor, problem).enforce()
    text, kept = reason_of(text), taken(photos, actor=actor)
    if not kept:
        raise PhotosMissing(_("Add at least one photo of how it is now."))
    policy, lot = policy_of(problem.district_id, problem.severity), secrets.token_hex(8)
    looked_at = policy.rechecks_all or is_drawn(f"{lot} {problem.pk}", policy.recheck_share)
    changes = {"rectified_at": at, "rectified_by": actor, "needs_recheck": looked_at}
    before = move(problem, PROBLEM, to=ProblemState.RECTIFIED, **changes)
    problem.refresh_from_db(fields=["due_at", "organisation"])
    turn = problem.rectifications.count() + 1
    done = Rectification.objects.create(
        problem=problem,
        organisation=problem.organisation,
        round=turn,
        text=text,
        filed_by=actor,
        filed_at=at,
        late=at > problem.due_at,
    )
    rows = [RectificationPhoto(rectification=done, attachment_id=photo, position=n) for n, photo in enumerate(kept)]
    RectificationPhoto.objects.bulk_create(rows)
    after = {"state": problem.state, "round": turn, "late": done.late, "photos": kept, "needs_recheck": looked_at}
    if not policy.rechecks_all:
        after["lot"] = lot
    record("problem.rectify", problem, actor=actor, at=at, before={"state": before}, after=after)
    recheckers.name_by_rule(problem, actor=None, at=at)
    after_commit(SETTLE, problem=problem.pk)
    return done


@transaction.atomic
def settle(rectification: Rectification, *, actor: Any, at: dt.datetime) -> None:
    """Look at the photos of a rectification and, where nobody has to look again and they leave no doubt, close it.

    Doing it twice changes nothing. What the sample left out is closed by the portal itself (免复查销号).
    """
    problem = Problem.objects.select_for_update().get(pk=rectification.problem_id)
    new = list(rectification.photos.filter(examined_at=None).select_related("attachment").order_by("position", "pk"))
    found = {photo.pk: doubts_of(photo, rectification, problem) for photo in new}
    for photo in new:
        photo.flags, photo.examined_at = found[photo.pk], at
        photo.save(update_fields=["flags", "examined_at"])
    if any(found.values()) and not rectification.is_doubtful:
        rectification.is_doubtful = True
        rectification.save(update_fields=["is_doubtful"])
        kinds = sorted({doubt["kind"] for doubts in found.values() for doubt in doubts})
        record("problem.question", problem, actor=actor, at=at, after={"kinds": kinds})
        Problem.objects.filter(pk=problem.pk).update(needs_recheck=True)
        problem.needs_recheck = True
        if problem.rechecker_id is None and problem.state == ProblemState.RECTIFIED:
            recheckers.name_by_rule(problem, actor=None, at=at)
    is_last = not problem.rectifications.filter(round__gt=rectification.round).exists()
    if problem.state == ProblemState.RECTIFIED and not problem.needs_recheck and is_last:
        _decide(problem, rectification, passed=True, note="", photos=[], actor=actor, at=at)


@transaction.atomic
def close(problem: Problem, *, note: str = "", photos: Iterable[int] = (), actor: Any, at: dt.datetime) -> None:
    """Somebody else has looked and it is in order (销号)."""
    can_close(actor, problem).enforce()
    kept = taken(photos, actor=actor)
    _decide(problem, _last(problem), passed=True, note=note_of(note), photos=kept, actor=actor, at=at)


@transaction.atomic
def return_(problem: Problem, *, reason: str, photos: Iterable[int] = (), actor: Any, at: dt.datetime) -> None:
    """Somebody else has looked and it is not in order (退回): it counts as rework, and the deadline stays."""
    can_return(actor, problem).enforce()
    kept = taken(photos, actor=actor)
    _decide(problem, _last(problem), passed=False, note=reason_of(reason), photos=kept, actor=actor, at=at)


def _last(problem: Problem) -> Rectification | None:
    return problem.rectifications.order_by("-round").first()


def _decide(
    problem: Problem,
    rectification: Rectification | None,
    *,
    passed: bool,
    note: str,
    photos: list[int],
    actor: Any,
    at: dt.datetime,
) -> None:
    """Move the problem first: of two people who decide at once, one is told that he came second."""
    if passed:
        before = move(problem, PROBLEM, to=ProblemState.CLOSED, closed_at=at)
    else:
        before = move(problem, PROBLEM, to=ProblemState.RETURNED, returns=F("returns") + 1)
        problem.refresh_from_db(fields=["returns"])
    if rectification is not None:
        recheck = Recheck.objects.create(
            problem=problem, rectification=rectification, passed=passed, note=note, checked_by=actor, checked_at=at
        )
        rows = [ProblemPhoto(problem=problem, recheck=recheck, attachment_id=photo) for photo in photos]
        ProblemPhoto.objects.bulk_create(rows)
    after = {"state": problem.state, "returns": problem.returns, "reason": note, "photos": photos}
    verb = "problem.close" if passed else "problem.return"
    record(verb, problem, actor=actor, at=at, before={"state": before}, after=after)
    if passed:
        board_entries.leave(problem, actor=None, at=at)
    tell_organisation(problem, "problem.closed" if passed else "problem.returned", at=at, reason=note)
