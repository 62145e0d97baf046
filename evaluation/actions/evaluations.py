"""Preparing a quarter, opening it for appeal, approving, publishing and correcting it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind
from foundation.transitions import move

from ..choices import EvaluationState
from ..engine import quarters
from ..models import Appeal, Evaluation
from ..permissions import can_prepare, can_publish_evaluation
from ..queries.terms import scheme_for, term
from ..transitions import EVALUATION
from .quarter_messages import tell_of_quarter


class NoQuarterScheme(DomainError):
    """No quarterly scheme is in force."""


class NothingToEvaluate(DomainError):
    """No month of the quarter is published yet."""


class NotOverYet(DomainError):
    """The publicity goes on, or appeals are open."""


class NothingToCorrect(DomainError):
    """Only a published quarter is corrected."""


class ReasonMissing(DomainError):
    """A correction says why."""


@transaction.atomic
def prepare(district: Region, *, period: Period, actor: Any, at: dt.datetime) -> Evaluation:
    """Work out a quarter (生成季度考评), again as often as wanted until it is opened for appeal."""
    can_prepare(actor, district).enforce()
    if period.kind != PeriodKind.QUARTER:
        raise ValueError(f"{period} is no quarter.")
    quarters.alone(district.pk, period.start)
    newest = Evaluation.objects.filter(district=district, quarter=period.start).order_by("-version").first()
    if newest is not None and newest.state != EvaluationState.DRAFT:
        return newest
    evaluation = newest or _begin(district, period, version=1, reason="", at=at)
    if newest is not None:
        evaluation.scheme = scheme_for(district.pk, period.start) or evaluation.scheme
        evaluation.prepared_at = at
        evaluation.save(update_fields=["scheme", "prepared_at"])
    _compute(evaluation)
    after = {"quarter": period.code, "version": evaluation.version}
    record("evaluation.prepare", evaluation, actor=actor, at=at, after=after)
    return evaluation


def _begin(district: Region, period: Period, *, version: int, reason: str, at: dt.datetime) -> Evaluation:
    scheme = scheme_for(district.pk, period.start)
    if scheme is None:
        raise NoQuarterScheme(_("No quarterly scheme is in force for this quarter."))
    evaluation = Evaluation(
        district=district, quarter=period.start, version=version, reason=reason, scheme=scheme, prepared_at=at
    )
    evaluation.full_clean()
    evaluation.save(force_insert=True)
    return evaluation


def _compute(evaluation: Evaluation) -> None:
    quarters.store(evaluation)
    if not evaluation.results.exists():
        raise NothingToEvaluate(_("No month of this quarter is published yet. Publish its months first."))


@transaction.atomic
def open_for_appeal(evaluation: Evaluation, *, actor: Any, at: dt.datetime) -> None:
    """Show a quarter to everybody concerned (公示); appeals are open for the working days of the scheme."""
    can_publish_evaluation(actor, evaluation).enforce()
    quarters.alone(evaluation.district_id, evaluation.quarter)
    if evaluation.period.ends_before > at:
        raise NotOverYet(_("The quarter is not over yet."))
    end = term(at, evaluation.scheme.publicity_days)
    before = move(
        evaluation,
        EVALUATION,
        to=EvaluationState.IN_APPEAL,
        opened_at=at,
        appeal_until=end.at,
        provisional=end.provisional,
    )
    after = {"state": evaluation.state, "appeal_until": end.at}
    record("evaluation.open_for_appeal", evaluation, actor=actor, at=at, before={"state": before}, after=after)
    tell_of_quarter(evaluation, "quarter_in_publicity", at=at)


@transaction.atomic
def approve(evaluation: Evaluation, *, actor: Any, at: dt.datetime) -> None:
    """The publicity is over and every appeal is answered; the office stands by the result (审定)."""
    can_publish_evaluation(actor, evaluation).enforce()
    quarters.alone(evaluation.district_id, evaluation.quarter)
    if evaluation.state == EvaluationState.IN_APPEAL and evaluation.appeal_until and at <= evaluation.appeal_until:
        raise NotOverYet(_("The publicity is not over yet; appeals can still be filed."))
    if Appeal.objects.open().filter(result__evaluation=evaluation).exists():
        raise NotOverYet(_("Appeals are still open. Answer them first."))
    before = move(evaluation, EVALUATION, to=EvaluationState.APPROVED, approved_at=at)
    after = {"state": evaluation.state}
    record("evaluation.approve", evaluation, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def publish(evaluation: Evaluation, *, actor: Any, at: dt.datetime) -> None:
    """Publish and freeze a quarter (发布): from now on its numbers never change."""
    can_publish_evaluation(actor, evaluation).enforce()
    quarters.alone(evaluation.district_id, evaluation.quarter)
    earlier = Evaluation.objects.filter(
        district=evaluation.district_id, quarter=evaluation.quarter, state=EvaluationState.PUBLISHED
    ).first()
    if earlier is not None:
        move(earlier, EVALUATION, to=EvaluationState.SUPERSEDED)
    digest = quarters.digest_of(evaluation)
    before = move(
        evaluation, EVALUATION, to=EvaluationState.PUBLISHED, published_at=at, published_by=actor, digest=digest
    )
    after = {"state": evaluation.state, "version": evaluation.version, "digest": digest}
    record("evaluation.publish", evaluation, actor=actor, at=at, before={"state": before}, after=after)
    tell_of_quarter(evaluation, "quarter_published", at=at)


@transaction.atomic
def correct(evaluation: Evaluation, *, reason: str, actor: Any, at: dt.datetime) -> Evaluation:
    """Open the next version of a published quarter, with its reason (更正); it goes through publicity again."""
    can_publish_evaluation(actor, evaluation).enforce()
    if not reason.strip():
        raise ReasonMissing(_("Say why the quarter is corrected."))
    if evaluation.state != EvaluationState.PUBLISHED:
        raise NothingToCorrect(_("Only a published quarter can be corrected."))
    quarters.alone(evaluation.district_id, evaluation.quarter)
    started = Evaluation.objects.open().filter(district=evaluation.district_id, quarter=evaluation.quarter).first()
    if started is not None:
        return started
    following = _begin(
        evaluation.district, evaluation.period, version=evaluation.version + 1, reason=reason.strip()[:500], at=at
    )
    _compute(following)
    after = {"reason": following.reason, "version": following.version}
    record("evaluation.correct", following, actor=actor, at=at, after=after)
    return following
