"""Corrections of verified entries: a reversing entry, and a replacement beside it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import StaleState
from foundation.periods import local_day

from ..engine.ledger_answers import answers
from ..engine.ledger_rows import blank, facts, fill, keep, locked
from ..kinds import Stage
from ..kinds.entries import together
from ..models import LedgerEntry
from ..permissions import can_correct
from .reasons import said


@transaction.atomic
def correct(
    entry: LedgerEntry, *, reason: str, actor: Any, at: dt.datetime, given: Mapping[str, Any] | None = None
) -> LedgerEntry:
    """Ask for a correction (更正): a reversal (冲销), and with new answers a replacement; both wait to be verified.

    Until then the entry counts as it is; the row that waits is handed back.
    """
    entry = locked(entry)
    can_correct(actor, entry).enforce()
    reason = said(reason)
    reversal = _beside(entry, actor=actor, at=at)
    reversal.reverses, reversal.reason = entry, reason
    _save(reversal)
    record("ledger.correct", entry, actor=actor, at=at, after={"reason": reason, "reversal": reversal.pk})
    if given is None:
        return reversal
    stage = verified_stages(entry)
    told = answers(entry.kind, given, region=entry.region_id, today=local_day(at), stage=stage)
    new = _beside(entry, actor=actor, at=at)
    new.replaces, new.subject, new.stage = entry, entry.subject, entry.verified_stage
    fill(new, told)
    keep(new, told, actor=actor)
    record("ledger.enter", new, actor=actor, at=at, after=facts(new) | {"replaces": entry.pk})
    return new


def _beside(entry: LedgerEntry, *, actor: Any, at: dt.datetime) -> LedgerEntry:
    row = blank(entry.kind, entry.region, entry.organisation, actor=actor, at=at)
    row.dated_on = entry.dated_on
    return row


def _save(reversal: LedgerEntry) -> None:
    try:
        with transaction.atomic():
            reversal.save()
    except IntegrityError:
        raise StaleState(_("A correction of this entry waits already.")) from None


def verified_stages(entry: LedgerEntry) -> Stage | None:
    """The fields of every stage that was verified, as one."""
    steps = entry.kind.steps
    if not steps:
        return None
    codes = [stage.code for stage in steps]
    done = codes.index(entry.verified_stage) + 1 if entry.verified_stage in codes else 1
    return together(steps[:done])
