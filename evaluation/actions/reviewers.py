"""Reviewers of a material: choose them, release them, score, submit."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.errors import BadInput, DomainError

from ..models import MaterialReview, MaterialStatement, ReviewerAssignment, ReviewerScore
from ..permissions import can_manage_material, can_score_material, may_review
from ..queries.forms import material_form
from ..queries.materials import is_filed, is_settled
from ..scoring.answers import Answer, AnswerDoesNotFit, fit
from ..scoring.items import judge_all
from .quarter_messages import tell_reviewer

NOTE_LENGTH = 200


class Submitted(DomainError):
    """A reviewer's scores stay as they were submitted."""


class NotFiled(DomainError):
    """There is nothing to review yet."""


@transaction.atomic
def assign(review: MaterialReview, *, reviewer: Any, actor: Any, at: dt.datetime) -> ReviewerAssignment:
    """Choose a reviewer for a party's material (指派评审)."""
    can_manage_material(actor, review.district_id).enforce()
    may_review(reviewer, review).enforce()
    if is_settled(review.district_id, review.quarter):
        raise Submitted(_("This quarter has been opened for appeal; nobody else reviews its material."))
    assignment, is_new = ReviewerAssignment.objects.get_or_create(
        review=review, reviewer=reviewer, defaults={"assigned_at": at}
    )
    if is_new:
        record("reviewer.assign", review, actor=actor, at=at, after={"reviewer": reviewer.pk})
        tell_reviewer(assignment, at=at)
    return assignment


@transaction.atomic
def release(assignment: ReviewerAssignment, *, actor: Any, at: dt.datetime) -> None:
    """Take a reviewer off a material, as long as nothing was submitted (取消指派)."""
    can_manage_material(actor, assignment.review.district_id).enforce()
    if assignment.submitted_at is not None:
        raise Submitted(_("This reviewer has submitted already."))
    review, reviewer = assignment.review, assignment.reviewer_id
    assignment.delete()
    record("reviewer.release", review, actor=actor, at=at, before={"reviewer": reviewer})


@transaction.atomic
def score(
    assignment: ReviewerAssignment, *, answers: Mapping[str, Mapping[str, Any]], actor: Any, at: dt.datetime
) -> None:
    """Keep a reviewer's scores so far (暂存打分), by the code of the indicator."""
    _may_score(assignment, actor)
    _keep(assignment, answers)
    record("reviewer.score", assignment.review, actor=actor, at=at, after={"answered": len(answers)})


@transaction.atomic
def submit(
    assignment: ReviewerAssignment, *, answers: Mapping[str, Mapping[str, Any]], actor: Any, at: dt.datetime
) -> None:
    """Submit scores for every indicator (提交打分); from now on they count and stay."""
    _may_score(assignment, actor)
    form = material_form(assignment.review.system_id)
    missing = [item.code for item in form.items if item.code not in answers]
    if missing:
        raise BadInput(_("Not scored yet: {codes}.").format(codes=", ".join(missing)))
    _keep(assignment, answers)
    open_one = ReviewerAssignment.objects.filter(pk=assignment.pk, submitted_at=None)
    if not open_one.update(submitted_at=at):
        raise Submitted(_("These scores were submitted before."))
    assignment.submitted_at = at
    record("reviewer.submit", assignment.review, actor=actor, at=at, after={"answered": len(answers)})


def _may_score(assignment: ReviewerAssignment, actor: Any) -> None:
    can_score_material(actor, assignment).enforce()
    ReviewerAssignment.objects.select_for_update().get(pk=assignment.pk)
    assignment.refresh_from_db(fields=["submitted_at"])
    if assignment.submitted_at is not None:
        raise Submitted(_("These scores were submitted before."))
    if not is_filed(assignment.review):
        raise NotFiled(_("The party has not filed this material yet."))
    if is_settled(assignment.review.district_id, assignment.review.quarter):
        raise Submitted(_("This quarter has been opened for appeal; its scores change no more."))


def _keep(assignment: ReviewerAssignment, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Judge the answers by the rules of items, all-or-none parents included, and keep them."""
    form = material_form(assignment.review.system_id)
    certificates = dict(
        MaterialStatement.objects.filter(review=assignment.review).values_list("indicator", "certificate")
    )
    fitting: list[tuple[Any, Answer, str]] = []
    for item in form.items:
        if (given := answers.get(item.code)) is None:
            continue
        told = {name: value for name, value in given.items() if name != "note"}
        if told.pop("exempt", False):
            told["certificate"] = certificates.get(item.pk, "")
        try:
            fitting.append((item, fit(item.rule, **told), str(given.get("note", "")).strip()[:NOTE_LENGTH]))
        except AnswerDoesNotFit as misfit:
            raise BadInput(_("The score of {code} does not fit its rule.").format(code=misfit.item)) from misfit
    judged = judge_all((item.rule, answer, False) for item, answer, _note in fitting)
    ReviewerScore.objects.filter(assignment=assignment).delete()
    ReviewerScore.objects.bulk_create(
        ReviewerScore(
            assignment=assignment,
            indicator_id=item.pk,
            option=answer.option or "",
            count=answer.count,
            value=answer.value,
            not_applicable=answer.na,
            certificate=answer.certificate or "",
            earned=one.earned,
            possible=one.possible,
            note=note,
        )
        for (item, answer, note), one in zip(fitting, judged, strict=True)
    )
