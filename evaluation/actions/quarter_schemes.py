"""Quarterly schemes: begin a version, change it, adopt it, retire it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.periods import Period, PeriodKind, local_day
from foundation.transitions import move

from ..choices import EvaluationState, VersionState
from ..engine.schemes import alone
from ..models import Evaluation, QuarterScheme
from ..permissions import can_draft_schemes, can_manage_scheme, scheme_region
from ..queries.terms import scheme_for
from ..transitions import VERSION
from .scheme_versions import NothingLeftInForce, RetiredTooEarly, SchemeIsFixed

COLUMNS = (
    "months_weight",
    "satisfaction_weight",
    "material_weight",
    "bonus_cap",
    "deduction_cap",
    "min_responses",
    "min_sample",
    "excellent_from",
    "good_from",
    "qualified_from",
    "publicity_days",
    "review_days",
    "answer_days",
)


class QuarterIsFixed(DomainError):
    """A scheme begins with a quarter that nobody has opened for appeal yet."""


@transaction.atomic
def draft(*, actor: Any, at: dt.datetime) -> QuarterScheme:
    """Begin the next version from the scheme in force (拟定考评方案); one that is open already is handed back."""
    can_draft_schemes(actor).enforce()
    region = scheme_region(actor)
    alone("quarter_scheme", region)
    own = QuarterScheme.objects.filter(region=region)
    if (open_one := own.filter(state=VersionState.DRAFT).first()) is not None:
        return open_one
    quarter = Period.containing(local_day(at), PeriodKind.QUARTER).start
    base = scheme_for(region or "", quarter)
    version = (own.aggregate(last=Max("version"))["last"] or 0) + 1
    columns = {name: getattr(base, name) for name in COLUMNS} if base else {}
    scheme = QuarterScheme(region_id=region, version=version, starts_on=quarter, **columns)
    scheme.full_clean()
    scheme.save(force_insert=True)
    after = {"version": version, "from": base and base.version}
    record("quarter_scheme.draft", scheme, actor=actor, at=at, after=after)
    return scheme


@transaction.atomic
def edit(scheme: QuarterScheme, *, columns: Mapping[str, Any], actor: Any, at: dt.datetime) -> None:
    """Change a draft (修改考评方案): weights, caps, grades and terms."""
    can_manage_scheme(actor, scheme).enforce()
    if not QuarterScheme.objects.select_for_update().filter(pk=scheme.pk, state=VersionState.DRAFT).exists():
        raise SchemeIsFixed(_("This scheme was adopted and never changes. Draft a new version."))
    before = {name: getattr(scheme, name) for name in columns}
    for name, value in columns.items():
        setattr(scheme, name, value)
    scheme.full_clean()
    scheme.save(update_fields=list(columns))
    record("quarter_scheme.edit", scheme, actor=actor, at=at, before=before, after=dict(columns))


@transaction.atomic
def adopt(scheme: QuarterScheme, *, quarter: dt.date, actor: Any, at: dt.datetime) -> None:
    """Put a draft in force from a quarter on (启用考评方案); quarters that were opened for appeal keep theirs."""
    can_manage_scheme(actor, scheme).enforce()
    first = Period.containing(quarter, PeriodKind.QUARTER).start
    if _fixed(first).filter(district__code__startswith=scheme.region_id or "").exists():
        raise QuarterIsFixed(
            _("Choose a later quarter: this one or one after it is already in publicity or published.")
        )
    before = move(scheme, VERSION, to=VersionState.PUBLISHED, starts_on=first)
    after = {"state": scheme.state, "starts_on": scheme.starts_on}
    record("quarter_scheme.adopt", scheme, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def retire(scheme: QuarterScheme, *, quarter: dt.date, actor: Any, at: dt.datetime) -> None:
    """Take a scheme out of force from a quarter on (停用考评方案); quarters evaluated by it keep it."""
    can_manage_scheme(actor, scheme).enforce()
    first = Period.containing(quarter, PeriodKind.QUARTER).start
    if first < scheme.starts_on or _fixed(first).filter(scheme=scheme).exists():
        raise RetiredTooEarly(
            _("Choose a later quarter: this one is in publicity or published by the scheme, or lies before it began.")
        )
    before = move(scheme, VERSION, to=VersionState.RETIRED, retires_on=first)
    if scheme_for(scheme.region_id or "", first) is None:
        raise NothingLeftInForce(_("No other scheme would be in force. Adopt the one that follows first."))
    after = {"state": scheme.state, "retires_on": first}
    record("quarter_scheme.retire", scheme, actor=actor, at=at, before={"state": before}, after=after)


def _fixed(quarter: dt.date) -> Any:
    return Evaluation.objects.filter(quarter__gte=quarter).exclude(state=EvaluationState.DRAFT)
