"""What pages show of entries: a headline, some answers, the whole of one with everything that happened to it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from foundation.audit.models import AuditEntry
from foundation.metrics.models import Metric
from foundation.organisations.models import Region
from foundation.web import moments

from ..choices import EntryState, FieldType
from ..kinds import FieldSpec
from ..kinds.entries import SNAPSHOT
from ..kinds.limits import BOUNDED, DECLARED
from ..kinds.sealing import masked as family_name
from ..kinds.sealing import unseal
from ..models import CeremonyLimit, LedgerEntry, LedgerKind

CELLS = 3
PLAIN = (FieldType.NUMBER, FieldType.PEOPLE, FieldType.CHOICE)
STEPS = {
    "ledger.enter": ("pencil", gettext_lazy("Entered")),
    "ledger.import": ("file-import", gettext_lazy("Entered by spreadsheet")),
    "ledger.edit": ("edit", gettext_lazy("Changed")),
    "ledger.stage": ("list-check", gettext_lazy("Next stage filed")),
    "ledger.verify": ("circle-check", gettext_lazy("Verified")),
    "ledger.return": ("arrow-back-up", gettext_lazy("Sent back")),
    "ledger.withdraw": ("ban", gettext_lazy("Taken back")),
    "ledger.correct": ("message-question", gettext_lazy("Correction asked for")),
    "ledger.reverse": ("receipt-refund", gettext_lazy("Reversed: it counts no longer")),
    "ledger.end": ("calendar-off", gettext_lazy("End of being in force set")),
    "ledger.reveal": ("eye", gettext_lazy("Name looked at")),
}
OF_A_STAGE = ("ledger.stage", "ledger.verify")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to an entry."""

    icon: str
    what: str
    who: str
    at: Any
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer as it is shown."""

    spec: FieldSpec
    text: str
    url: str = ""
    photos: tuple[Any, ...] = ()
    is_hidden: bool = False


def columns(kind: LedgerKind) -> list[FieldSpec]:
    """The fields that a list of the ledger shows: the first telling ones, numbers and choices before all."""
    open_ones = [spec for spec in kind.specs if spec.type in PLAIN and not spec.retired and not spec.personal]
    head = headline_spec(kind)
    return [spec for spec in open_ones if spec is not head][:CELLS]


def headline_spec(kind: LedgerKind) -> FieldSpec | None:
    """The field that names an entry: its first required text, else its first choice."""
    texts = (spec for spec in kind.specs if spec.type == FieldType.TEXT and spec.required and not spec.personal)
    choices = (spec for spec in kind.specs if spec.type == FieldType.CHOICE and spec.required)
    return next(texts, None) or next(choices, None)


def listed(entries: Iterable[LedgerEntry], specs: Sequence[FieldSpec] = ()) -> list[LedgerEntry]:
    """Entries with their headline and the answers of some fields beside them."""
    rows = list(entries)
    for row in rows:
        row.headline = headline(row)
        row.cells = [(spec, spec.shown(row.answers.get(spec.code))) for spec in specs]
        names = {stage.code: stage for stage in row.kind.steps}
        row.stage_shown = names.get(row.stage, "")
    return rows


def headline(entry: LedgerEntry) -> str:
    """What an entry is called in a list; whom it is about stays masked."""
    if entry.reverses_id:
        return _("Reversal")
    spec = headline_spec(entry.kind)
    shown = spec.shown(entry.answers.get(spec.code)) if spec else ""
    people = masked(entry)
    return pgettext("between facts", " · ").join(part for part in (shown or str(entry.kind), *people.values()) if part)


def masked(entry: LedgerEntry) -> dict[str, str]:
    """Whom an entry is about, as everybody may read it who sees the entry (王*)."""
    return {code: family_name(text) for code, text in unseal(entry.sealed).items()} if entry.sealed else {}


def sections(entry: LedgerEntry) -> list[tuple[Any, list[Cell]]]:
    """The answers by stage; a ledger without stages has one section without a name."""
    kind, regions, people = entry.kind, _regions(entry), masked(entry)
    photos: dict[str, list[Any]] = {}
    for photo in entry.photos.order_by("pk"):
        photos.setdefault(photo.field, []).append(photo)
    filed = entry.open_stages
    done = [stage for stage in kind.steps if stage in filed or not _is_ahead(entry, stage.code)]
    groups = [(stage, set(stage.fields)) for stage in done] if kind.steps else [(None, {s.code for s in kind.specs})]
    found = []
    for stage, codes in groups:
        cells = [_cell(spec, entry, regions, photos, people) for spec in kind.specs if spec.code in codes]
        found.append((stage, [cell for cell in cells if cell.text or cell.photos or not cell.spec.retired]))
    return found


def _is_ahead(entry: LedgerEntry, stage: str) -> bool:
    codes = [one.code for one in entry.kind.steps]
    return codes.index(stage) > (codes.index(entry.stage) if entry.stage in codes else 0)


def _cell(spec: FieldSpec, entry: LedgerEntry, regions: dict, photos: dict, people: dict) -> Cell:
    value = entry.answers.get(spec.code)
    if spec.personal:
        return Cell(spec, people.get(spec.code, ""), is_hidden=True)
    if spec.type == FieldType.PHOTOS:
        return Cell(spec, "", photos=tuple(photos.get(spec.code, ())))
    if spec.type == FieldType.DATE and value:
        return Cell(spec, moments.date(dt.date.fromisoformat(value)))
    if spec.type == FieldType.REGION:
        return Cell(spec, regions.get(value, value or ""))
    if spec.type == FieldType.LINK and value:
        return Cell(spec, _("Open the record"), url=value)
    return Cell(spec, spec.shown(value))


def _regions(entry: LedgerEntry) -> dict[str, str]:
    codes = [entry.answers.get(spec.code) for spec in entry.kind.specs if spec.type == FieldType.REGION]
    wanted = [code for code in codes if code]
    return dict(Region.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def compared(entry: LedgerEntry) -> list[tuple[str, str, str, bool]]:
    """What was counted beside the limits it was judged by: name, counted, limit, whether it is over."""
    return _beside(entry, entry.answers.get(SNAPSHOT) or {}, BOUNDED)


def declared(entry: LedgerEntry) -> list[tuple[str, str, str, bool]]:
    """What is declared beside the limits that hold on the day, for the council; nothing once it was counted."""
    answers = entry.answers
    if SNAPSHOT in answers or not any(spec.computed == "limits" for spec in entry.kind.specs):
        return []
    row = CeremonyLimit.objects.nearest(entry.region_id, answers.get("kind", ""), on=entry.dated_on)
    return _beside(entry, row.limits.as_json(), DECLARED) if row else []


def _beside(
    entry: LedgerEntry, limits: Mapping[str, str], bounded: Mapping[str, str]
) -> list[tuple[str, str, str, bool]]:
    specs = {spec.code: spec for spec in entry.kind.specs}
    found = []
    for name, field in bounded.items():
        counted, most, spec = entry.answers.get(field), limits.get(name), specs.get(field)
        if counted is not None and most is not None and spec is not None:
            found.append((str(spec), spec.shown(counted), spec.shown(most), float(counted) > float(most)))
    return found


def counted_in(entry: LedgerEntry) -> list[tuple[Any, Any, str]]:
    """The figures that count the entry, what it adds, and where they are listed."""
    rows = list(entry.amounts.order_by("figure").values_list("figure", "amount"))
    metrics = Metric.objects.in_bulk([figure for figure, _amount in rows])
    base = reverse("campaigns:ledger-entries")
    return [(metrics.get(figure, figure), amount.normalize(), f"{base}?figure={figure}") for figure, amount in rows]


def history(entry: LedgerEntry) -> list[Step]:
    """Everything that happened to an entry, the latest first."""
    trail = AuditEntry.objects.about(entry).for_list()
    stages = {stage.code: str(stage) for stage in entry.kind.steps}
    steps = []
    for row in trail:
        if row.verb in STEPS:
            icon, what = STEPS[row.verb]
            after = row.after or {}
            stage = stages.get(after.get("stage", ""), "") if row.verb in OF_A_STAGE else ""
            note = after.get("reason") or after.get("ended_on") or stage
            steps.append(Step(icon, str(what), _name(row.actor), row.at, str(note)))
    if not any(step.icon in ("pencil", "file-import") for step in steps):
        steps.append(Step("pencil", _("Entered"), _name(entry.entered_by), entry.entered_at))
        if entry.verified_at is not None and not any(step.icon == "circle-check" for step in steps):
            steps.append(Step("circle-check", _("Verified"), _name(entry.verified_by), entry.verified_at))
    return sorted(steps, key=lambda step: step.at, reverse=True)


def chain(entry: LedgerEntry) -> list[tuple[str, LedgerEntry]]:
    """The entries that this one corrects or follows, and those that correct or follow it."""
    found = [
        (_("It reverses"), entry.reverses),
        (_("It replaces"), entry.replaces),
        (_("It follows"), entry.succeeds),
    ]
    words = {"reversals": _("Reversed by"), "replacements": _("Replaced by"), "successors": _("Followed by")}
    for name, word in words.items():
        others = getattr(entry, name).exclude(state=EntryState.WITHDRAWN).order_by("pk")
        found += [(word, other) for other in others]
    return [(word, other) for word, other in found if other is not None]


def _name(user: Any) -> str:
    return user.masked_name if user else _("the portal")


def joined(texts: Iterable[str]) -> str:
    """Texts in one line, as the language writes lists."""
    return ("、" if get_language() != "en" else ", ").join(texts)
