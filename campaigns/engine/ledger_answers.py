"""What somebody filed for an entry, read, judged against what it refers to, and made ready to be kept."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.attachments.models import Attachment
from foundation.errors import BadInput
from foundation.organisations.models import Region

from ..choices import FieldType, Occasion
from ..kinds import EntryNotUnderstood, FieldSpec, Stage, understood
from ..kinds.entries import LIMITS, SNAPSHOT
from ..kinds.limits import Limits, outcome
from ..models import CeremonyLimit, LedgerEntry, LedgerKind

ENDED = "ended_on"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a filing: what lies open, what identifies people, and the days it is dated by."""

    values: dict[str, Any]
    personal: dict[str, str]


def answers(
    kind: LedgerKind,
    given: Mapping[str, Any],
    *,
    region: str,
    today: dt.date,
    stage: Stage | None = None,
    standing: Mapping[str, Any] | None = None,
) -> Answers:
    """The answers as they are stored; every mistake at once."""
    specs = kind.specs
    values = understood(specs, given, today=today, stage=stage, standing=standing)
    if wrong := _unknown_places(specs, values, region):
        raise EntryNotUnderstood(wrong, specs)
    for spec in specs:
        if spec.computed == LIMITS and (stage is None or spec.code in stage.fields):
            values |= judged(kind, {**(standing or {}), **values}, region=region)
    personal = {spec.code: values.pop(spec.code) for spec in specs if spec.personal and spec.code in values}
    return Answers(values, personal)


def judged(kind: LedgerKind, values: Mapping[str, Any], *, region: str) -> dict[str, Any]:
    """Within or over the local limits on the day, with the limits themselves; nothing where the place has none."""
    spec = next(spec for spec in kind.specs if spec.computed == LIMITS)
    day = dt.date.fromisoformat(values[kind.dated_by])
    limits = limits_for(region, values.get("kind", Occasion.OTHER), on=day)
    result = outcome(values, limits)
    found: dict[str, Any] = {spec.code: result} if result else {}
    if result and limits is not None:
        found[SNAPSHOT] = limits.as_json()
    return found


def limits_for(region: str, occasion: str, *, on: dt.date) -> Limits | None:
    """The limits of the nearest place that has some."""
    row = CeremonyLimit.objects.nearest(region, occasion, on=on)
    return row.limits if row else None


def own_photos(specs: Iterable[FieldSpec], values: Mapping[str, Any], entry: LedgerEntry, *, actor: Any) -> None:
    """Refuses photos that are neither one's own uploads nor the entry's already."""
    named = {pk for spec in specs if spec.type == FieldType.PHOTOS for pk in values.get(spec.code) or []}
    if not named:
        return
    kept = set(entry.photos.values_list("attachment", flat=True)) if entry.pk else set()
    before = entry.replaces.photos.values_list("attachment", flat=True) if entry.replaces else []
    mine = Attachment.objects.visible_to(actor).filter(pk__in=named).values_list("pk", flat=True)
    if not named.issubset({*kept, *before, *mine}):
        raise BadInput(_("A photo is not one that you uploaded. Upload it again."))


def _unknown_places(specs: Sequence[FieldSpec], values: Mapping[str, Any], region: str) -> dict[str, str]:
    """Regions that do not exist, or lie outside the district of the entry."""
    named = {spec.code: values[spec.code] for spec in specs if spec.type == FieldType.REGION and spec.code in values}
    if not named:
        return {}
    known = set(Region.objects.filter(pk__in=set(named.values())).values_list("pk", flat=True))
    return {
        code: _("There is no such place in this district.")
        for code, place in named.items()
        if place not in known or not place.startswith(region[:6])
    }
