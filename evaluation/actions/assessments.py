"""Scoring a month, approving, publishing and correcting it."""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region
from foundation.periods import Period
from foundation.transitions import move

from ..choices import DocumentState, VersionState
from ..engine import months
from ..models import Assessment, IndicatorSystem
from ..permissions import can_publish_assessment, can_score
from ..transitions import DOCUMENT
from .month_messages import tell_parties

OPEN = (DocumentState.DRAFT, DocumentState.APPROVED)


class NoScheme(DomainError):
    """No scoring scheme is in force for the month."""


class NothingToCorrect(DomainError):
    """Only a published month is corrected; an open one is simply scored again."""


class ReasonMissing(DomainError):
    """A correction says why."""


def _alone(region: str, month: dt.date) -> None:
    """Whoever works on this region's month waits for whoever began before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"assessment:{region}:{month}"])


def _published_before(region: str, month: dt.date) -> Assessment | None:
    """The last published month before this one; changes of rank are against it."""
    earlier = Assessment.objects.filter(region=region, month__lt=month, state=DocumentState.PUBLISHED)
    return earlier.order_by("-month").first()


def _system_of(region: str) -> IndicatorSystem | None:
    """The daily indicator system in force, written down with the result."""
    systems = IndicatorSystem.objects.filter(code="daily", state=VersionState.PUBLISHED)
    fitting = [system for system in systems if system.region_id is None or region.startswith(system.region_id)]
    return max(fitting, key=lambda system: len(system.region_id or ""), default=None)


def _open(region: Region, period: Period, *, version: int, reason: str, at: dt.datetime) -> Assessment:
    scheme = months.scheme_for(region.code, period.start)
    if scheme is None:
        raise NoScheme(_("No scoring scheme is in force for this month. Publish one first."))
    return Assessment.objects.create(
        region=region,
        month=period.start,
        version=version,
        reason=reason,
        scheme=scheme,
        system=_system_of(region.code),
        scored_at=at,
    )


def _compute(assessment: Assessment, period: Period) -> None:
    before = _published_before(assessment.region_id, assessment.month)
    store = months.store_district if assessment.region.level >= RegionLevel.DISTRICT else months.store_city
    store(assessment, period=period, before=before)


@transaction.atomic
def score(region: Region, *, period: Period, actor: Any, at: dt.datetime) -> Assessment:
    """Score a region's month (月度测评). Again until published; a published month is handed back as it is."""
    can_score(actor, region).enforce()
    _alone(region.code, period.start)
    found = Assessment.objects.filter(region=region, month=period.start).order_by("-version").first()
    if found is not None and found.state not in OPEN:
        return found
    assessment = found or _open(region, period, version=1, reason="", at=at)
    _reopen(assessment, period, at=at)
    record(
        "assessment.score", assessment, actor=actor, at=at, after={"month": period.code, "version": assessment.version}
    )
    return assessment


def _reopen(assessment: Assessment, period: Period, *, at: dt.datetime) -> None:
    """Compute an open assessment anew, under the scheme and system of now; what was approved is a draft again."""
    if assessment.state == DocumentState.APPROVED:
        move(assessment, DOCUMENT, to=DocumentState.DRAFT, approved_at=None)
    assessment.scheme = months.scheme_for(assessment.region_id, assessment.month) or assessment.scheme
    assessment.system = _system_of(assessment.region_id)
    assessment.scored_at = at
    assessment.save(update_fields=["scheme", "system", "scored_at"])
    _compute(assessment, period)


@transaction.atomic
def approve(assessment: Assessment, *, actor: Any, at: dt.datetime) -> None:
    """The office has looked at the draft and stands by it (审定)."""
    can_publish_assessment(actor, assessment).enforce()
    before = move(assessment, DOCUMENT, to=DocumentState.APPROVED, approved_at=at)
    record(
        "assessment.approve",
        assessment,
        actor=actor,
        at=at,
        before={"state": before},
        after={"state": assessment.state},
    )


@transaction.atomic
def publish(assessment: Assessment, *, actor: Any, at: dt.datetime) -> None:
    """Publish and freeze a month (发布): from now on its numbers never change."""
    can_publish_assessment(actor, assessment).enforce()
    _alone(assessment.region_id, assessment.month)
    earlier = Assessment.objects.filter(
        region=assessment.region_id, month=assessment.month, state=DocumentState.PUBLISHED
    ).first()
    if earlier is not None:
        move(earlier, DOCUMENT, to=DocumentState.SUPERSEDED)
    digest = months.digest_of(assessment)
    before = move(assessment, DOCUMENT, to=DocumentState.PUBLISHED, published_at=at, published_by=actor, digest=digest)
    record(
        "assessment.publish",
        assessment,
        actor=actor,
        at=at,
        before={"state": before},
        after={"state": assessment.state, "version": assessment.version, "digest": digest},
    )
    tell_parties(assessment, at=at)


@transaction.atomic
def correct(assessment: Assessment, *, reason: str, actor: Any, at: dt.datetime) -> Assessment:
    """Open the next version of a published month, with its reason (更正); the published one stays readable."""
    can_publish_assessment(actor, assessment).enforce()
    if not reason.strip():
        raise ReasonMissing(_("Say why the month is corrected."))
    if assessment.state != DocumentState.PUBLISHED:
        raise NothingToCorrect(_("Only a published month can be corrected; this one can simply be scored again."))
    _alone(assessment.region_id, assessment.month)
    period = Period.parse(f"{assessment.month:%Y-%m}")
    started = Assessment.objects.filter(region=assessment.region_id, month=assessment.month, state__in=OPEN).first()
    if started is not None:
        return started
    following = _open(assessment.region, period, version=assessment.version + 1, reason=reason.strip()[:500], at=at)
    _compute(following, period)
    record("assessment.correct", following, actor=actor, at=at, after={"reason": reason, "version": following.version})
    return following
