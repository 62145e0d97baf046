"""Scoring schemes: begin a version, change it, adopt it, retire it."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.organisations.models import Organisation, Region
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import DocumentState, VersionState
from ..engine import months
from ..engine.schemes import alone
from ..models import Assessment, Scheme, SchemeCoefficient, SchemeTypeWeight
from ..permissions import can_draft_schemes, can_manage_scheme, scheme_region
from ..transitions import VERSION
from .scheme_versions import NothingLeftInForce, RetiredTooEarly, SchemeIsFixed

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


Party = Region | Organisation


class MonthIsPublished(DomainError):
    """A scheme begins with a month that nobody has published yet."""


class PartyElsewhere(DomainError):
    """A scheme names coefficients of its own region's parties only."""


@transaction.atomic
def draft(*, actor: Any, at: dt.datetime) -> Scheme:
    """Begin the next version from the scheme in force (拟定计分方案); one that is open already is handed back."""
    can_draft_schemes(actor).enforce()
    region = scheme_region(actor)
    alone("scheme", region)
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


@transaction.atomic
def edit(
    scheme: Scheme,
    *,
    columns: Mapping[str, Any],
    type_weights: Mapping[int, Decimal],
    coefficients: Mapping[Party, Decimal],
    actor: Any,
    at: dt.datetime,
) -> None:
    """Change a draft (修改计分方案): its numbers, the weights of site types, the coefficients of parties."""
    can_manage_scheme(actor, scheme).enforce()
    _refuse_unless_draft(scheme)
    _refuse_parties_elsewhere(scheme, coefficients)
    before = {name: getattr(scheme, name) for name in columns}
    for name, value in columns.items():
        setattr(scheme, name, value)
    scheme.full_clean()
    scheme.save(update_fields=list(columns))
    scheme.type_weights.all().delete()
    _name_weights(scheme, type_weights)
    scheme.coefficients.all().delete()
    SchemeCoefficient.objects.bulk_create(_coefficient(scheme, *one) for one in coefficients.items())
    told = {party.name: str(value) for party, value in coefficients.items()}
    named = {"type_weights": len(type_weights), "coefficients": told}
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


@transaction.atomic
def retire(scheme: Scheme, *, month: dt.date, actor: Any, at: dt.datetime) -> None:
    """Take a scheme out of force from a month on (停用计分方案); months published by it keep it."""
    can_manage_scheme(actor, scheme).enforce()
    first = month.replace(day=1)
    published = Assessment.objects.filter(scheme=scheme, month__gte=first, state=DocumentState.PUBLISHED)
    if first < scheme.starts_on or published.exists():
        raise RetiredTooEarly(_("Choose a later month: this one is published by the scheme, or lies before it began."))
    before = move(scheme, VERSION, to=VersionState.RETIRED, retires_on=first)
    if months.scheme_for(scheme.region_id or "", first) is None:
        raise NothingLeftInForce(_("No other scheme would be in force. Adopt the one that follows first."))
    after = {"state": scheme.state, "retires_on": first}
    record("scheme.retire", scheme, actor=actor, at=at, before={"state": before}, after=after)


def _coefficient(scheme: Scheme, party: Party, value: Decimal) -> SchemeCoefficient:
    one = {"region": party} if isinstance(party, Region) else {"organisation": party}
    return SchemeCoefficient(scheme=scheme, coefficient=value, **one)


def _refuse_parties_elsewhere(scheme: Scheme, coefficients: Mapping[Party, Decimal]) -> None:
    for party in coefficients:
        place = party.code if isinstance(party, Region) else party.region_id
        if not place.startswith(scheme.region_id or ""):
            raise PartyElsewhere(_("“{party}” does not belong to the region of this scheme.").format(party=party))


def _refuse_unless_draft(scheme: Scheme) -> None:
    if not Scheme.objects.select_for_update().filter(pk=scheme.pk, state=VersionState.DRAFT).exists():
        raise SchemeIsFixed(_("This scheme was adopted and never changes. Draft a new version."))


def _name_weights(scheme: Scheme, weights: Mapping[int, Decimal]) -> None:
    SchemeTypeWeight.objects.bulk_create(
        SchemeTypeWeight(scheme=scheme, site_type_id=pk, weight=weight) for pk, weight in weights.items()
    )
