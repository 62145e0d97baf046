"""Entries of ledgers as rows, in the order in which they are shown."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.periods import Period
from foundation.web import moments

from ..choices import FieldType
from ..kinds import FieldSpec
from ..models import LedgerEntry, LedgerKind
from ..queries.ledger_gaps import GapLine
from ..queries.ledger_pages import headline, masked

HEADER = (
    _("Number"),
    _("Ledger"),
    pgettext_lazy("filter", "Day"),
    _("Street or town"),
    pgettext_lazy("party", "Place or organisation"),
    _("What"),
    _("State"),
    _("In force until"),
    _("Entered at"),
    _("Verified at"),
)
GAPS = (
    _("Ledger"),
    pgettext_lazy("gaps", "Expected in"),
    _("Street or town"),
    pgettext_lazy("party", "Place or organisation"),
    _("Code"),
    pgettext_lazy("gaps", "There"),
    pgettext_lazy("gaps", "Expected"),
    pgettext_lazy("gaps", "Lacking"),
)
NUMBERS = (FieldType.NUMBER, FieldType.PEOPLE)


def shown_specs(kind: LedgerKind) -> list[FieldSpec]:
    """The fields that have a column of their own; photos stay where they are."""
    return [spec for spec in kind.specs if spec.type != FieldType.PHOTOS]


def header_of(kind: LedgerKind | None) -> tuple[Any, ...]:
    """The columns of a workbook: of one ledger with its fields."""
    if kind is None:
        return HEADER
    units = (f"{spec}（{spec.shown_unit}）" if spec.unit else str(spec) for spec in shown_specs(kind))
    return (*HEADER, *units)


def entry_rows(entries: Iterable[LedgerEntry], kind: LedgerKind | None) -> Iterator[tuple[Any, ...]]:
    """One tuple per entry, in the order of ``header_of``. Expects ``for_list``; whom it is about stays masked."""
    specs = shown_specs(kind) if kind else []
    for entry in entries:
        people = masked(entry)
        place = entry.region.parent if entry.level == "village" and entry.region.parent else entry.region
        yield (
            entry.pk,
            str(entry.kind),
            entry.dated_on,
            place.name,
            str(entry.party),
            headline(entry),
            entry.get_state_display(),
            entry.ended_on,
            entry.entered_at,
            entry.verified_at,
            *(people.get(spec.code) if spec.personal else _value(spec, entry) for spec in specs),
        )


def gap_rows(lines: Iterable[GapLine], kind: LedgerKind, span: Period) -> Iterator[tuple[Any, ...]]:
    """One tuple per gap, in the order of GAPS; of a register what is in force today counts."""
    over = "" if kind.is_register else moments.period(span)
    for line in lines:
        lacking = line.of - line.there
        yield (str(kind), over, line.group, str(line.party), line.code, line.there, line.of, lacking)


def _value(spec: FieldSpec, entry: LedgerEntry) -> Any:
    value = entry.answers.get(spec.code)
    if value is None:
        return None
    return Decimal(str(value)) if spec.type in NUMBERS else spec.shown(value)
