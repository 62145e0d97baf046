"""Rows of entries: a new one, its answers and photos, what belongs together."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from foundation.cleaning import checked
from foundation.errors import BadInput
from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.organisations.models import Organisation, Region

from ..choices import EntryState, FieldType
from ..kinds.sealing import seal
from ..models import LedgerEntry, LedgerKind, LedgerPhoto
from .ledger_answers import ENDED, Answers, own_photos

TOWNSHIP_DIGITS = 9


def locked(entry: LedgerEntry) -> LedgerEntry:
    """The entry as it stands now, and nobody else's until this is done; what it corrects is held first."""
    named = {entry.pk, entry.reverses_id, entry.replaces_id} - {None}
    list(LedgerEntry.objects.select_for_update().filter(pk__in=named).order_by("pk").values_list("pk"))
    fresh = LedgerEntry.objects.whole().filter(pk=entry.pk).get()
    vars(entry).update(vars(fresh))
    return entry


def blank(
    kind: LedgerKind, place: Region, organisation: Organisation | None, *, actor: Any, at: dt.datetime
) -> LedgerEntry:
    return LedgerEntry(
        kind=kind,
        ledger=kind.code,
        district_id=place.code[:DISTRICT_DIGITS],
        township=place.code[:TOWNSHIP_DIGITS] if len(place.code) >= TOWNSHIP_DIGITS else "",
        region=place,
        organisation=organisation,
        entered_by=actor,
        entered_at=at,
    )


def fill(entry: LedgerEntry, told: Answers) -> None:
    """Put the answers in their places; the days stand in columns of their own, too."""
    entry.values = told.values
    entry.sealed = seal(told.personal)
    entry.dated_on = dt.date.fromisoformat(told.values[entry.kind.dated_by])
    ended = told.values.get(ENDED) if entry.kind.is_register else None
    entry.ended_on = dt.date.fromisoformat(ended) if ended else None


def keep(entry: LedgerEntry, told: Answers, *, actor: Any) -> None:
    """Write the row and its photos."""
    own_photos(entry.kind.specs, told.values, entry, actor=actor)
    checked(entry, exclude=["values", "pending", "sealed"])
    entry.save()
    named = [
        (spec.code, pk)
        for spec in entry.kind.specs
        if spec.type == FieldType.PHOTOS
        for pk in entry.answers.get(spec.code) or []
    ]
    entry.photos.exclude(attachment__in=[pk for _field, pk in named]).delete()
    LedgerPhoto.objects.bulk_create(
        [LedgerPhoto(entry=entry, field=field, attachment_id=pk) for field, pk in named], ignore_conflicts=True
    )


def follow(entry: LedgerEntry, old: LedgerEntry) -> None:
    """A new version follows one that is in force, of the same party and ledger."""
    same = (old.ledger, old.region_id, old.organisation_id) == (entry.ledger, entry.region_id, entry.organisation_id)
    if not same or not entry.kind.is_register or old.state != EntryState.VERIFIED or old.ended_on is not None:
        raise BadInput(_("Only a line of this register that is in force can be followed by a new version."))
    entry.succeeds = old


def pair(entry: LedgerEntry) -> list[LedgerEntry]:
    """A reversal and the replacement that goes with it stand and fall together."""
    old = entry.replaces or entry.reverses
    if old is None:
        return [entry]
    gone = (EntryState.WITHDRAWN, EntryState.REVERSED)
    rows = LedgerEntry.objects.whole().exclude(pk=entry.pk).exclude(state__in=gone)
    other = rows.filter(replaces=old).first() or rows.filter(reverses=old).first()
    return [entry, other] if other is not None else [entry]


def facts(entry: LedgerEntry) -> dict[str, Any]:
    """What the trail keeps: never what identifies people."""
    return {"dated_on": entry.dated_on, "state": entry.state, "values": entry.answers}
