"""Bonuses and deductions: record one, withdraw one."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.audit.trail import record
from foundation.errors import BadInput, DomainError, StaleState
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind

from ..choices import DocumentState, EvaluationState, PartyKind
from ..models import Adjustment, Assessment, Evaluation
from ..permissions import can_adjust


class ReasonMissing(DomainError):
    """A decision about points, and its withdrawal, say why."""


class PeriodPublished(DomainError):
    """A published month or quarter is frozen; points are changed by its correction."""


def _refuse_published(district: str, *, month: dt.date | None, quarter: dt.date | None) -> None:
    """Points of a published period change only while a correction of it is open."""
    if month is not None:
        states = set(Assessment.objects.filter(region=district, month=month).values_list("state", flat=True))
        is_frozen = DocumentState.PUBLISHED in states and not states & {DocumentState.DRAFT, DocumentState.APPROVED}
    else:
        states = set(Evaluation.objects.filter(district=district, quarter=quarter).values_list("state", flat=True))
        is_frozen = EvaluationState.PUBLISHED in states and states <= {
            EvaluationState.PUBLISHED,
            EvaluationState.SUPERSEDED,
        }
    if is_frozen:
        raise PeriodPublished(_("This period is published. Open its correction first; then points can be changed."))


@transaction.atomic
def record_(
    party: Any,
    *,
    district: Region,
    period: Period,
    kind: str,
    points: Decimal,
    reason: str,
    on: dt.date | None = None,
    project: str = "",
    ground: str = "",
    document: Attachment | None = None,
    actor: Any,
    at: dt.datetime,
) -> Adjustment:
    """Record points given or taken (登记加减分) in a month or quarter, with the reason and document."""
    can_adjust(actor, district).enforce()
    if not reason.strip():
        raise ReasonMissing(_("Say why the points are given or taken."))
    if period.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
        raise ValueError(f"{period} is neither a month nor a quarter.")
    is_region = isinstance(party, Region)
    if not (party.pk if is_region else party.region_id).startswith(district.pk):
        raise BadInput(_("This party does not belong to the district."))
    day = on or period.end
    if not period.contains(day):
        raise BadInput(_("The day of the decision lies in its month or quarter."))
    _refuse_published(
        district.pk,
        month=period.start if period.kind is PeriodKind.MONTH else None,
        quarter=period.start if period.kind is PeriodKind.QUARTER else None,
    )
    adjustment = Adjustment(
        district=district,
        party_kind=PartyKind.REGION if is_region else PartyKind.ORGANISATION,
        region=party if is_region else None,
        organisation=None if is_region else party,
        kind=kind,
        points=points,
        on=day,
        project=project.strip(),
        reason=reason.strip(),
        ground=ground,
        document=document,
        recorded_at=at,
        recorded_by=actor,
        **{period.kind.value: period.start},
    )
    adjustment.full_clean()
    adjustment.save(force_insert=True)
    after = {"kind": kind, "points": points, "period": period.code, "reason": adjustment.reason, "ground": ground}
    record("adjustment.record", adjustment, actor=actor, at=at, after=after)
    return adjustment


@transaction.atomic
def withdraw(adjustment: Adjustment, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Take a decision about points back (撤销加减分); it stays readable."""
    can_adjust(actor, adjustment.district_id).enforce()
    _refuse_published(adjustment.district_id, month=adjustment.month, quarter=adjustment.quarter)
    reason = reason.strip()
    if not 1 <= len(reason) <= 500:
        raise ReasonMissing(_("Give a reason of 1 to 500 characters."))
    still = Adjustment.objects.in_force().filter(pk=adjustment.pk)
    if not still.update(withdrawn_at=at, withdrawn_by=actor, withdrawal=reason):
        raise StaleState(_("This adjustment has been withdrawn already."))
    adjustment.withdrawn_at, adjustment.withdrawn_by, adjustment.withdrawal = at, actor, reason
    record("adjustment.withdraw", adjustment, actor=actor, at=at, after={"reason": reason})
