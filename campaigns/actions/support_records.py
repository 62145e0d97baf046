"""What units do for their villages: record it, reverse a wrong record."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import SupportState
from ..models import Pairing, SupportRecord
from ..permissions import can_record_support, can_reverse_support
from ..transitions import SUPPORT
from .joint_campaigns import count_nowhere
from .reasons import said


@transaction.atomic
def enter(
    pairing: Pairing, *, kind: str, on: dt.date, text: str, actor: Any, at: dt.datetime, **given: Any
) -> SupportRecord:
    """Record what a unit did for its village on a day (登记帮扶): people, hours, funds, a link."""
    can_record_support(actor, pairing).enforce()
    last = pairing.ends_on or local_day(at)
    if not pairing.starts_on <= on <= min(last, local_day(at)):
        raise BadInput(_("The day lies within the pairing and is not in the future."))
    row = SupportRecord(
        pairing=pairing,
        district_id=pairing.district_id,
        region_id=pairing.region_id,
        organisation_id=pairing.organisation_id,
        kind=kind,
        on=on,
        text=text.strip(),
        entered_at=at,
        entered_by=actor,
        **{name: given.get(name) for name in ("people", "hours", "funds")},
        link=(given.get("link") or "").strip(),
    )
    checked(row)
    row.save(force_insert=True)
    after = {"kind": kind, "on": on, "text": row.text, "people": row.people, "hours": row.hours, "funds": row.funds}
    record("support.enter", row, actor=actor, at=at, after=after)
    return row


@transaction.atomic
def reverse(row: SupportRecord, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Take a wrong record out of every count (冲销); it stays readable with the reason."""
    can_reverse_support(actor, row).enforce()
    reason = said(reason)
    before = move(row, SUPPORT, to=SupportState.REVERSED, reversed_at=at, reversed_by=actor, reason=reason)
    count_nowhere("support_record", row.pk, actor=actor, at=at)
    after = {"state": row.state, "reason": reason}
    record("support.reverse", row, actor=actor, at=at, before={"state": before}, after=after)
