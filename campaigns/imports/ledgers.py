"""Entries of a ledger from a spreadsheet: the template is made of the ledger's fields."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.decisions import Decision
from foundation.imports.kinds import Column, ImportKind, ImportOutcome, RowErrors
from foundation.imports.parsers import region_code
from foundation.imports.rows import Rows
from foundation.organisations.models import Organisation, Region
from foundation.periods import local_day

from ..actions import ledger_imports
from ..choices import FieldType
from ..engine.ledger_answers import answers
from ..engine.ledger_rows import blank, fill
from ..kinds import EntryNotUnderstood, FieldSpec, Stage
from ..kinds.entries import together
from ..models import LedgerEntry, LedgerKind
from ..permissions import can_enter, can_enter_somewhere

PREFIX = "ledger-"
REGION, ORGANISATION = "party_region", "party_organisation"
SEPARATORS = "；;、,，"


def find(code: str) -> ImportKind | None:
    """The spreadsheet of one ledger, by its number."""
    if not (code.isascii() and code.isdigit() and len(code) < 19):
        return None
    kind = LedgerKind.objects.filter(pk=int(code)).first()
    return import_kind(kind) if kind is not None else None


def import_kind(kind: LedgerKind) -> ImportKind:
    """The columns of a ledger: for whom, then its fields; photos and what is worked out have none."""
    parties = (
        Column(
            REGION, "填报区划", example="990102100201" if "village" in kind.entered_by else "", parse=region_code,
            hint=gettext_lazy("Code of the community, village, street or town; empty for an organisation."),
        ),
        Column(
            ORGANISATION, "填报单位", example="", hint=gettext_lazy("Code of the organisation; empty for a place."),
        ),
    )  # fmt: skip
    return ImportKind(
        code=f"{PREFIX}{kind.pk}",
        label=str(kind),
        columns=(*parties, *(_column(spec, kind) for spec in _specs(kind))),
        load=_loader(kind),
        may_import=lambda user: _may_import(user, kind),
        key=(),
        home=kind.get_absolute_url(),
        is_personal=any(spec.personal for spec in kind.specs),
    )


def _may_import(user: Any, kind: LedgerKind) -> Decision:
    return can_enter_somewhere(user, kind)


def _specs(kind: LedgerKind) -> list[FieldSpec]:
    return [spec for spec in kind.specs if not (spec.computed or spec.retired or spec.type == FieldType.PHOTOS)]


def _column(spec: FieldSpec, kind: LedgerKind) -> Column:
    is_asked_first = not kind.steps or spec.code in kind.steps[0].fields
    hint = "、".join(str(option) for option in spec.offered)
    if spec.unit:
        hint = _("in {unit}").format(unit=spec.shown_unit)
    example = {FieldType.DATE: "2026-10-14", FieldType.NUMBER: "12", FieldType.PEOPLE: "35"}.get(spec.type, "")
    if spec.offered:
        example = spec.offered[0].name
    return Column(spec.code, spec.name, required=spec.required and is_asked_first, example=example, hint=hint)


def _loader(kind: LedgerKind) -> Callable[..., ImportOutcome]:
    @transaction.atomic
    def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
        """Check every row; keep all of them as entries that wait to be verified, or none."""
        read = list(rows)
        regions, organisations = _parties(read)
        errors, made = [], []
        for line, row in read:
            wrong, entry = _entry(kind, row, regions, organisations, actor=actor, at=at)
            errors += [rows.wrong(line, column, reason) for column, reason in wrong]
            if entry is not None:
                made.append(entry)
        if errors or rows.errors:
            raise RowErrors(errors)
        new = list(_not_there(kind, made))
        ledger_imports.load(new, actor=actor, at=at)
        return ImportOutcome(created=len(new), unchanged=len(made) - len(new))

    return load


def _parties(read: list[tuple[int, dict[str, Any]]]) -> tuple[dict[str, Region], dict[str, Organisation]]:
    codes = {row[REGION] for _line, row in read if row[REGION]}
    names = {row[ORGANISATION] for _line, row in read if row[ORGANISATION]}
    bodies = Organisation.objects.select_related("region").in_bulk(list(names), field_name="code")
    return Region.objects.defer("boundary").in_bulk(list(codes)), bodies


def _entry(
    kind: LedgerKind,
    row: Mapping[str, Any],
    regions: Mapping[str, Region],
    organisations: Mapping[str, Organisation],
    *,
    actor: Any,
    at: dt.datetime,
) -> tuple[list[tuple[str, str]], LedgerEntry | None]:
    """What is wrong with a row, by column; or the entry that it makes."""
    organisation, place = organisations.get(row[ORGANISATION] or ""), regions.get(row[REGION] or "")
    if bool(row[ORGANISATION]) == bool(row[REGION]):
        return [(REGION, _("Name a place or an organisation, one of them."))], None
    if organisation is None and place is None:
        column = ORGANISATION if row[ORGANISATION] else REGION
        return [(column, _("“{code}” is not known here.").format(code=row[column]))], None
    where = organisation.region if organisation else place
    if where is None:
        return [], None
    may = can_enter(actor, kind, where.code, organisation.pk if organisation else None)
    wrong = [] if may else [(ORGANISATION if organisation else REGION, str(may.reason))]
    given, unknown = _given(kind, row)
    wrong += unknown
    if wrong:
        return wrong, None
    stage = _stages(kind, given)
    try:
        told = answers(kind, given, region=where.code, today=local_day(at), stage=stage)
    except EntryNotUnderstood as refusal:
        return list(refusal.wrong.items()), None
    entry = blank(kind, where, organisation, actor=actor, at=at)
    entry.stage = stage.code if stage else ""
    fill(entry, told)
    return [], entry


def _given(kind: LedgerKind, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The cells as answers: choices by their names or codes."""
    given, wrong = {}, []
    for spec in _specs(kind):
        text = row.get(spec.code) or ""
        if spec.type != FieldType.CHOICE or not text:
            given[spec.code] = text
            continue
        words = {
            name.casefold(): option.code
            for option in spec.options
            for name in (option.name, option.name_en, option.code)
            if name
        }
        parts = _parts(text) if spec.multiple else [text]
        lost = [part for part in parts if part.casefold() not in words]
        if lost:
            names = "、".join(str(option) for option in spec.offered)
            reason = _("“{cell}” is not known here. Possible are: {words}.").format(cell=lost[0][:40], words=names)
            wrong.append((spec.code, reason))
        found = [words[part.casefold()] for part in parts if part.casefold() in words]
        given[spec.code] = found if spec.multiple else (found[0] if found else None)
    return given, wrong


def _words(spec: FieldSpec) -> dict[str, str]:
    """What may be written for an answer: its name in either language, or its code."""
    names = [(name, option.code) for option in spec.options for name in (option.code, option.name_en, option.name)]
    return {name.casefold(): code for name, code in names if name}


def _parts(text: str) -> list[str]:
    for sign in SEPARATORS:
        text = text.replace(sign, ";")
    return [part.strip() for part in text.split(";") if part.strip()]


def _stages(kind: LedgerKind, given: Mapping[str, Any]) -> Stage | None:
    """The stages up to the last of which something was filed, as one."""
    filed = [n for n, stage in enumerate(kind.steps, start=1) if any(given.get(code) for code in stage.fields)]
    return together(kind.steps[: max(filed, default=1)])


def _not_there(kind: LedgerKind, made: list[LedgerEntry]) -> Iterator[LedgerEntry]:
    """Entries of which there is none with the same party, day and open answers: a file may come twice."""
    days = {entry.dated_on for entry in made}
    rows = LedgerEntry.objects.standing().filter(ledger=kind.code, dated_on__in=days)
    rows = rows.filter(district__in={entry.district_id for entry in made})
    there = [(row.region_id, row.organisation_id, row.dated_on, row.answers) for row in rows]
    for entry in made:
        key = (entry.region_id, entry.organisation_id, entry.dated_on, entry.answers)
        if key not in there:
            yield entry
