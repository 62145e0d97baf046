"""Severity policies: install what is shipped, adopt an own one, drop it again."""

import datetime as dt
from typing import Any

from django.db import transaction

from foundation.audit.trail import record
from foundation.cleaning import checked

from ..models import SeverityPolicy
from ..permissions import can_manage_policies
from ..queries.policies import shipped_policies

FIELDS = (
    "time_amount",
    "time_unit",
    "assignment",
    "reminder_left",
    "supervision_factor",
    "supervision_minimum_days",
    "recheck",
    "recheck_percent",
    "second_look_percent",
    "second_look_after",
    "deduct_per_lapse",
)


@transaction.atomic
def install(*, actor: Any, at: dt.datetime) -> int:
    """Install the policies that the portal ships with, each once; how many were new."""
    there = set(SeverityPolicy.objects.filter(district=None).values_list("severity", flat=True))
    new = [
        SeverityPolicy(severity=severity, **columns)
        for severity, columns in shipped_policies().items()
        if severity not in there
    ]
    for row in new:
        checked(row)
        row.save(force_insert=True)
        record("policy.install", row, actor=actor, at=at, after=_told(row), region="")
    return len(new)


@transaction.atomic
def adopt(district: Any, severity: str, *, actor: Any, at: dt.datetime, **values: Any) -> SeverityPolicy:
    """Say what holds for one severity in a district, or for all without one (设定整改时限).

    What runs already keeps the deadline it was given.
    """
    can_manage_policies(actor, district and district.pk).enforce()
    row = SeverityPolicy.objects.select_for_update().filter(district=district, severity=severity).first()
    is_new = row is None
    before = None if row is None else _told(row)
    row = row or SeverityPolicy(district=district, severity=severity)
    for name in FIELDS:
        setattr(row, name, values.get(name, getattr(row, name)))
    checked(row)
    row.save(force_insert=is_new, update_fields=None if is_new else FIELDS)
    region = "" if district is None else district.pk
    record("policy.adopt", row, actor=actor, at=at, before=before, after=_told(row), region=region)
    return row


@transaction.atomic
def drop(policy: SeverityPolicy, *, actor: Any, at: dt.datetime) -> None:
    """Let the shared policy hold in a district again (恢复统一政策)."""
    can_manage_policies(actor, policy.district_id).enforce()
    record("policy.drop", policy, actor=actor, at=at, before=_told(policy), region=policy.district_id or "")
    SeverityPolicy.objects.filter(pk=policy.pk, district__isnull=False).delete()


def _told(row: SeverityPolicy) -> dict[str, Any]:
    return {"severity": row.severity, **{name: getattr(row, name) for name in FIELDS}}
