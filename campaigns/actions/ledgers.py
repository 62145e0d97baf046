"""Entries of ledgers: enter, edit, file the next stage, verify, return, withdraw, end."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import BadInput, DomainError, StaleState
from foundation.notifications.outbox import notify
from foundation.organisations.models import Organisation, Region
from foundation.periods import local_day
from foundation.transitions import move
from foundation.web import moments

from ..choices import EntryState
from ..engine import ledger_amounts
from ..engine.ledger_answers import answers, judged
from ..engine.ledger_rows import blank, facts, fill, follow, keep, locked, pair
from ..kinds.sealing import unseal
from ..models import LedgerEntry, LedgerKind, Subject
from ..permissions import can_edit_entry, can_end, can_enter, can_file_stage, can_see_people, can_verify
from ..transitions import ENTRY
from .joint_campaigns import count_nowhere
from .reasons import said

MOST_AT_ONCE = 200


@transaction.atomic
def enter(
    kind: LedgerKind,
    *,
    region: Region,
    given: Mapping[str, Any],
    actor: Any,
    at: dt.datetime,
    organisation: Organisation | None = None,
    subject: Subject | None = None,
    succeeds: LedgerEntry | None = None,
) -> LedgerEntry:
    """Enter something in a ledger (填报); it counts when somebody else has verified it."""
    place = organisation.region if organisation else region
    can_enter(actor, kind, place.code, organisation.pk if organisation else None).enforce()
    first = kind.steps[0] if kind.steps else None
    told = answers(kind, given, region=place.code, today=local_day(at), stage=first)
    entry = blank(kind, place, organisation, actor=actor, at=at)
    entry.subject, entry.stage = subject, first.code if first else ""
    if succeeds is not None:
        follow(entry, succeeds)
    fill(entry, told)
    keep(entry, told, actor=actor)
    record("ledger.enter", entry, actor=actor, at=at, after=facts(entry))
    return entry


@transaction.atomic
def edit(entry: LedgerEntry, *, given: Mapping[str, Any], actor: Any, at: dt.datetime) -> None:
    """Change what nobody has verified yet; what was sent back waits again."""
    entry = locked(entry)
    can_edit_entry(actor, entry).enforce()
    if entry.reverses_id is not None:
        raise BadInput(_("A reversal has nothing to change. Take it back if it is wrong."))
    before, further = facts(entry), entry.verified_at is not None
    standing = entry.values if further else None
    told = answers(
        entry.kind, given, region=entry.region_id, today=local_day(at), stage=entry.editable, standing=standing
    )
    if further:
        entry.pending = told.values
    else:
        fill(entry, told)
    entry.entered_by, entry.entered_at = actor, at
    if entry.state == EntryState.RETURNED:
        for row in pair(entry):
            move(row, ENTRY, to=EntryState.ENTERED, reason=row.reason if row.reverses_id else "")
    keep(entry, told, actor=actor)
    record("ledger.edit", entry, actor=actor, at=at, before=before, after=facts(entry))


@transaction.atomic
def file_stage(entry: LedgerEntry, *, given: Mapping[str, Any], actor: Any, at: dt.datetime) -> None:
    """File the next stage of an entry (下一环节); what was verified before stays as it is and stays counted."""
    entry = locked(entry)
    can_file_stage(actor, entry).enforce()
    stage = entry.next_stage
    told = answers(entry.kind, given, region=entry.region_id, today=local_day(at), stage=stage, standing=entry.answers)
    if entry.verified_at is None:
        entry.values = {**entry.values, **told.values}
    else:
        entry.pending = {**entry.pending, **told.values}
    entry.stage = stage.code if stage else entry.stage
    entry.entered_by, entry.entered_at = actor, at
    if entry.state != EntryState.ENTERED:
        move(entry, ENTRY, to=EntryState.ENTERED, reason="")
    keep(entry, told, actor=actor)
    record("ledger.stage", entry, actor=actor, at=at, after={"stage": entry.stage, **told.values})


@transaction.atomic
def verify(entry: LedgerEntry, *, actor: Any, at: dt.datetime, seen: dt.datetime | None = None) -> None:
    """Find an entry in order (核实): from now on it counts. A correction takes effect with its verification."""
    entry = locked(entry)
    can_verify(actor, entry).enforce()
    if seen is not None and seen != entry.entered_at:
        raise StaleState(_("This entry was changed after you opened it. Look at it again."))
    old = entry.replaces or entry.reverses
    if old is not None:
        _reverse(old, actor=actor, at=at)
    for row in pair(entry):
        _accept(row, actor=actor, at=at)
        record("ledger.verify", row, actor=actor, at=at, after={"state": row.state, "stage": row.stage})
    if old is not None:
        _pass_on(old, at=at, actor=actor)


def _accept(entry: LedgerEntry, *, actor: Any, at: dt.datetime) -> None:
    values = {**entry.values, **entry.pending}
    if any(spec.computed == "limits" for spec in entry.kind.specs) and values.get(entry.kind.dated_by):
        values |= judged(entry.kind, values, region=entry.region_id)
    told = {"values": values, "pending": {}, "verified_stage": entry.stage}
    move(entry, ENTRY, to=EntryState.VERIFIED, verified_by=actor, verified_at=at, **told)
    ledger_amounts.write([entry.pk], [entry.kind])
    if entry.succeeds_id is not None and entry.succeeds is not None and entry.succeeds.ended_on is None:
        LedgerEntry.objects.filter(pk=entry.succeeds_id).update(ended_on=entry.dated_on)
        ledger_amounts.end(entry.succeeds_id, entry.dated_on)
        record("ledger.end", entry.succeeds, actor=actor, at=at, after={"ended_on": entry.dated_on})


def _reverse(old: LedgerEntry, *, actor: Any, at: dt.datetime) -> None:
    """The entry that is corrected leaves the figures and stays to be read."""
    before = move(old, ENTRY, to=EntryState.REVERSED)
    ledger_amounts.write([old.pk], [])
    count_nowhere("ledger_entry", old.pk, actor=actor, at=at)
    record("ledger.reverse", old, actor=actor, at=at, before={"state": before}, after={"state": old.state})


def _pass_on(old: LedgerEntry, *, actor: Any, at: dt.datetime) -> None:
    """What the corrected entry followed is followed by its replacement, or is in force again."""
    if old.succeeds_id is None or old.succeeds is None:
        return
    new = old.replacements.exclude(state=EntryState.WITHDRAWN).first()
    day = new.dated_on if new else None
    if new is not None:
        LedgerEntry.objects.filter(pk=new.pk).update(succeeds=old.succeeds_id)
    LedgerEntry.objects.filter(pk=old.succeeds_id).update(ended_on=day)
    ledger_amounts.end(old.succeeds_id, day)
    record("ledger.end", old.succeeds, actor=actor, at=at, after={"ended_on": day})


@transaction.atomic
def verify_many(
    entries: list[LedgerEntry], *, actor: Any, at: dt.datetime
) -> tuple[int, list[tuple[LedgerEntry, str]]]:
    """Verify some entries, each for itself; how many, and which not and why."""
    done, refused = 0, []
    for entry in entries[:MOST_AT_ONCE]:
        try:
            with transaction.atomic():
                verify(entry, actor=actor, at=at)
            done += 1
        except DomainError as refusal:
            refused.append((entry, str(refusal)))
    return done, refused


@transaction.atomic
def return_(entry: LedgerEntry, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Send an entry back with a reason (退回); who entered it is told."""
    entry = locked(entry)
    can_verify(actor, entry).enforce()
    reason = said(reason)
    for row in pair(entry):
        before = move(row, ENTRY, to=EntryState.RETURNED, reason=row.reason if row.reverses_id else reason)
        record("ledger.return", row, actor=actor, at=at, before={"state": before}, after={"reason": reason})
    if entry.entered_by is not None:
        told = {"ledger": str(entry.kind.name), "day": moments.date(entry.dated_on), "reason": reason}
        notify(
            [entry.entered_by],
            "ledger_returned",
            values=told,
            url=entry.get_absolute_url(),
            at=at,
            region=entry.region_id,
        )


@transaction.atomic
def withdraw(entry: LedgerEntry, *, actor: Any, at: dt.datetime) -> None:
    """Take back what nobody has verified (撤回); of a further stage, the stage alone."""
    entry = locked(entry)
    can_edit_entry(actor, entry).enforce()
    if entry.verified_at is not None:
        told = {"pending": {}, "stage": entry.verified_stage}
        if entry.state == EntryState.RETURNED:
            move(entry, ENTRY, to=EntryState.ENTERED)
        before = move(entry, ENTRY, to=EntryState.VERIFIED, reason="", **told)
        record("ledger.withdraw", entry, actor=actor, at=at, before={"state": before}, after={"stage": entry.stage})
        return
    for row in pair(entry):
        before = move(row, ENTRY, to=EntryState.WITHDRAWN)
        record("ledger.withdraw", row, actor=actor, at=at, before={"state": before}, after={"state": row.state})


@transaction.atomic
def end(entry: LedgerEntry, *, on: dt.date, actor: Any, at: dt.datetime) -> None:
    """Say from which day on a line of a register is no longer in force (停用)."""
    entry = locked(entry)
    can_end(actor, entry).enforce()
    if not entry.dated_on <= on <= local_day(at):
        raise BadInput(_("Give a day between its beginning and today."))
    entry.ended_on = on
    entry.save(update_fields=["ended_on"])
    ledger_amounts.end(entry.pk, on)
    record("ledger.end", entry, actor=actor, at=at, after={"ended_on": on})


@transaction.atomic
def reveal(entry: LedgerEntry, *, actor: Any, at: dt.datetime) -> dict[str, str]:
    """Show whom an entry is about; each such view is written down."""
    can_see_people(actor, entry).enforce()
    found = unseal(entry.sealed)
    record("ledger.reveal", entry, actor=actor, at=at, after={"fields": sorted(found)})
    return found
