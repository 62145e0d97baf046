"""Scoring schemes: begin a version, change it, adopt it."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import DocumentState, VersionState
from ..engine import months
from ..models import Assessment, Scheme, SchemeCoefficient, SchemeTypeWeight
from ..permissions import can_draft_schemes, can_manage_scheme, scheme_region
from ..transitions import VERSION

COLUMNS = (
    "field_weight",
    "rectification_weight",
    "reporting_weight",
    "satisfaction_weight",
    "missing",
    "bonus_cap",
    "deduction_cap",
    "min_responses",
    "min_sample",
    "threshold",
)


class SchemeIsFixed(DomainError):
    """A scheme that was adopted never changes; a new version is drafted."""


class MonthIsPublished(DomainError):
    """A scheme begins with a month that nobody has published yet."""


@transaction.atomic
def draft(*, actor: Any, at: dt.datetime) -> Scheme:
    """Begin the next version from the scheme in force (拟定计分方案); one that is open already is handed back."""
    can_draft_schemes(actor).enforce()
    region = scheme_region(actor)
    _alone(region)
    own = Scheme.objects.filter(region=region)
    if (open_one := own.filter(state=VersionState.DRAFT).first()) is not None:
        return open_one
    month = local_day(at).replace(day=1)
    base = months.scheme_for(region or "", month)
    version = (own.aggregate(last=Max("version"))["last"] or 0) + 1
    columns = {name: getattr(base, name) for name in COLUMNS} if base else {}
    scheme = Scheme(region_id=region, version=version, starts_on=month, **columns)
    scheme.full_clean()
    scheme.save(force_insert=True)
    if base is not None:
        _name_weights(scheme, dict(base.type_weights.values_list("site_type", "weight")))
        for row in base.coefficients.all():
            SchemeCoefficient.objects.create(
                scheme=scheme, region=row.region, organisation=row.organisation, coefficient=row.coefficient
            )
    record("scheme.draft", scheme, actor=actor, at=at, after={"version": version, "from": base and base.version})
    return scheme


def _alone(region: str | None) -> None:
    """Of two who begin a draft at once the second one finds the first one's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"scheme:{region or ''}"])


@transaction.atomic
def edit(
    scheme: Scheme,
    *,
    columns: Mapping[str, Any],
    type_weights: Mapping[int, Decimal],
    coefficients: Mapping[str, Decimal],
    actor: Any,
    at: dt.datetime,
) -> None:
    """Change a draft (修改计分方案): its numbers, the weights of site types, the coefficients of regions."""
    can_manage_scheme(actor, scheme).enforce()
    _refuse_unless_draft(scheme)
    before = {name: getattr(scheme, name) for name in columns}
    for name, value in columns.items():
        setattr(scheme, name, value)
    scheme.full_clean()
    scheme.save(update_fields=list(columns))
    scheme.type_weights.all().delete()
    _name_weights(scheme, type_weights)
    scheme.coefficients.filter(organisation=None).delete()
    SchemeCoefficient.objects.bulk_create(
        SchemeCoefficient(scheme=scheme, region_id=code, coefficient=value) for code, value in coefficients.items()
    )
    named = {"type_weights": len(type_weights), "coefficients": len(coefficients)}
    record("scheme.edit", scheme, actor=actor, at=at, before=before, after=dict(columns) | named)


@transaction.atomic
def adopt(scheme: Scheme, *, month: dt.date, actor: Any, at: dt.datetime) -> None:
    """Put a draft in force from a month on (启用计分方案); months published before keep theirs."""
    can_manage_scheme(actor, scheme).enforce()
    published = Assessment.objects.filter(month__gte=month, state=DocumentState.PUBLISHED)
    if scheme.region_id is not None:
        published = published.filter(region__code__startswith=scheme.region_id)
    if published.exists():
        raise MonthIsPublished(_("Choose a later month: this one or one after it is already published."))
    before = move(scheme, VERSION, to=VersionState.PUBLISHED, starts_on=month.replace(day=1))
    after = {"state": scheme.state, "starts_on": scheme.starts_on}
    record("scheme.adopt", scheme, actor=actor, at=at, before={"state": before}, after=after)


def _refuse_unless_draft(scheme: Scheme) -> None:
    if not Scheme.objects.select_for_update().filter(pk=scheme.pk, state=VersionState.DRAFT).exists():
        raise SchemeIsFixed(_("This scheme was adopted and never changes. Draft a new version."))


def _name_weights(scheme: Scheme, weights: Mapping[int, Decimal]) -> None:
    SchemeTypeWeight.objects.bulk_create(
        SchemeTypeWeight(scheme=scheme, site_type_id=pk, weight=weight) for pk, weight in weights.items()
    )
