"""Subjects of the five types from spreadsheets."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.errors import DomainError
from foundation.imports.kinds import Column, ImportKind, ImportOutcome, RowErrors
from foundation.imports.parsers import region_code, text
from foundation.imports.rows import Rows
from foundation.organisations.models import Organisation, Region
from foundation.periods import local_day

from ..actions import subject_files
from ..actions.subject_facts import Consent, describe, facts
from ..actions.subjects import code_of
from ..choices import CreationType
from ..kinds import KindSpec, spec_of
from ..models import Cycle, Subject
from ..permissions import can_enrol
from .cells import CONSENT_HINT, a_day, column_of, consent_kind, household_number

LABELS = {
    CreationType.CITY: gettext_lazy("Subjects: cities"),
    CreationType.VILLAGE_TOWN: gettext_lazy("Subjects: villages and towns"),
    CreationType.UNIT: gettext_lazy("Subjects: units"),
    CreationType.CAMPUS: gettext_lazy("Subjects: campuses"),
    CreationType.FAMILY: gettext_lazy("Subjects: families"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of a file refer to, read at once."""

    regions: Mapping[str, Region]
    organisations: Mapping[str, Organisation]
    cycles: Mapping[str, Cycle]
    subjects: Mapping[tuple[int, str], Subject]


@transaction.atomic
def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any], creation_type: str) -> ImportOutcome:
    """Check every row against what it refers to; write all of them, or none and say what is wrong with each."""
    spec, on, read = spec_of(creation_type), local_day(at), list(rows)
    known = _known(spec, [row for _line, row in read])
    errors, new, changed = [], [], []
    for line, row in read:
        wrong = list(_mistakes(spec, row, known, actor))
        errors += [rows.wrong(line, column, reason) for column, reason in wrong]
        if wrong:
            continue
        old = known.subjects.get(_key(spec, row, known))
        before = (facts(old), old.sealed) if old else None
        subject = old or _subject(spec, row, known, on)
        try:
            _fill(subject, spec, row, rows.names, actor=actor, on=on)
        except DomainError as refusal:
            errors.append(rows.wrong(line, "consented_on" if spec.identifies_people else "", str(refusal)))
            continue
        if before is None:
            new.append(subject)
        elif before != (facts(subject), subject.sealed):
            changed.append((before[0], subject))
    if errors or rows.errors:
        raise RowErrors(errors)
    subject_files.load(new, changed, on=on, actor=actor, at=at)
    return ImportOutcome(len(new), len(changed), len(read) - len(new) - len(changed))


def _known(spec: KindSpec, rows: list[dict[str, Any]]) -> Known:
    bodies = {
        body.code: body
        for body in Organisation.objects.filter(code__in={row.get("organisation") for row in rows} - {None})
        .select_related("region")
        .defer("region__boundary")
    }
    codes = {row.get("region") for row in rows} - {None}
    regions = {region.code: region for region in Region.objects.filter(code__in=codes).defer("boundary")}
    regions |= {body.region_id: body.region for body in bodies.values()}
    running = {cycle.region_id: cycle for cycle in Cycle.objects.running().order_by("pk")}
    cycles = {code: cycle for code in regions if (cycle := _nearest(code, running))}
    wanted = {code for row in rows if (code := _code(spec, row, bodies))}
    subjects = Subject.objects.enrolled().filter(creation_type=spec.creation_type, code__in=wanted)
    rows_known = subjects.select_related("region", "organisation", "cycle").defer("region__boundary")
    return Known(regions, bodies, cycles, {(one.cycle_id, one.code): one for one in rows_known})


def _nearest(code: str, running: Mapping[str, Cycle]) -> Cycle | None:
    return next((running[code[:length]] for length in (12, 9, 6, 4, 2) if code[:length] in running), None)


def _code(spec: KindSpec, row: Mapping[str, Any], bodies: Mapping[str, Organisation]) -> str:
    if spec.is_organisation:
        return row["organisation"] if row["organisation"] in bodies else ""
    if spec.identifies_people:
        return code_of(Region(code=row["region"]), row["number"]) if row["region"] and row["number"] else ""
    return row["region"] or ""


def _place(spec: KindSpec, row: Mapping[str, Any], known: Known) -> Region | None:
    if spec.is_organisation:
        body = known.organisations.get(row["organisation"])
        return body.region if body else None
    return known.regions.get(row["region"])


def _key(spec: KindSpec, row: Mapping[str, Any], known: Known) -> tuple[int, str]:
    place = _place(spec, row, known)
    return known.cycles[place.code].pk, _code(spec, row, known.organisations)


def _mistakes(spec: KindSpec, row: Mapping[str, Any], known: Known, actor: Any) -> Iterator[tuple[str, str]]:
    """What is wrong with where a row belongs; what is wrong with its cells is told by the reader."""
    column = "organisation" if spec.is_organisation else "region"
    place, body = _place(spec, row, known), known.organisations.get(row.get("organisation") or "")
    if place is None:
        told = _("There is no organisation “{code}”.") if spec.is_organisation else _("There is no region “{code}”.")
        yield column, told.format(code=row[column])
    elif body is not None and body.closed_on:
        yield column, _("The organisation {name} has been closed.").format(name=body.name)
    elif spec.level_at(place.level) is None:
        yield column, _("Such a subject cannot lie in {place}.").format(place=place)
    elif decision := can_enrol(actor, spec.creation_type, place.code, body.pk if body else None):
        if place.code not in known.cycles:
            yield column, _("No cycle runs in {place}. The office of the district opens one first.").format(place=place)
    else:
        yield column, decision.reason


def _subject(spec: KindSpec, row: Mapping[str, Any], known: Known, on: dt.date) -> Subject:
    place = _place(spec, row, known)
    body = known.organisations.get(row.get("organisation") or "")
    return Subject(
        cycle=known.cycles[place.code],
        district_id=place.district_code,
        region=place,
        organisation=body,
        creation_type=spec.creation_type,
        level=spec.level_at(place.level),
        code=_code(spec, row, known.organisations),
        name=(body or place).name,
        enrolled_on=max(on, known.cycles[place.code].starts_on),
    )


def _fill(
    subject: Subject, spec: KindSpec, row: Mapping[str, Any], names: list[str], *, actor: Any, on: dt.date
) -> None:
    """Columns that the file has are taken over, empty cells too; others stay as they are."""
    given = {**subject.profile, **{one.code: row[one.code] for one in spec.profile if one.code in names}}
    consent = (
        Consent(dt.date.fromisoformat(row["consented_on"]), row["consent_kind"]) if spec.identifies_people else None
    )
    if consent and (subject.consented_on, subject.consent_kind) == (consent.given_on, consent.kind):
        consent = None
    describe(subject, given, consent=consent, actor=actor, on=on)
    if not spec.identifies_people and row.get("name"):
        subject.name = " ".join(row["name"].split())


def _columns(spec: KindSpec) -> tuple[Column, ...]:
    where = (
        Column("organisation", "单位", required=True, example="QH048", hint=gettext_lazy("Code of the organisation."))
        if spec.is_organisation
        else Column(
            "region", "区划", required=True, example="990102100201", parse=region_code,
            hint=gettext_lazy("Code of the region."),
        )
    )  # fmt: skip
    if not spec.identifies_people:
        name = Column(
            "name", "名称", parse=text(100), example="",
            hint=gettext_lazy("Only if it differs from that of the place or organisation."),
        )  # fmt: skip
        return (where, name, *(column_of(one) for one in spec.profile))
    return (
        where,
        Column(
            "number", "户编号", required=True, example="12", parse=household_number,
            hint=gettext_lazy("The number the village gave the household; importing it again updates the family."),
        ),
        *(column_of(one, example={"holder": "王建国", "members": "4"}.get(one.code, "")) for one in spec.profile),
        Column(
            "consented_on", "同意日期", required=True, example="2026-03-01", parse=day,
            hint=gettext_lazy("The day on which the family agreed that its name is kept."),
        ),
        Column("consent_kind", "同意方式", required=True, example="书面", parse=consent_kind, hint=CONSENT_HINT),
    )  # fmt: skip


def day(cell: str) -> str:
    """A day as the file writes it, checked."""
    return a_day(cell).isoformat()


def _kind(creation_type: CreationType) -> ImportKind:
    spec = spec_of(creation_type)
    where = "organisation" if spec.is_organisation else "region"
    return ImportKind(
        code=f"subjects_{creation_type}",
        label=LABELS[creation_type],
        columns=_columns(spec),
        load=partial(load, creation_type=creation_type),
        may_import=partial(_may_import, creation_type=creation_type),
        listed_at=format_lazy("{}?creation_type={}", reverse_lazy("campaigns:subjects"), creation_type),
        key=(where, "number") if spec.identifies_people else (where,),
        is_personal=spec.identifies_people,
    )


def _may_import(user: Any, *, creation_type: str) -> Any:
    """The office imports all types; officials those that parties enrol themselves. Each row is judged again."""
    return can_enrol(user, creation_type) if spec_of(creation_type).takes_part_with_all else can_enrol(user)


SUBJECTS = tuple(_kind(creation_type) for creation_type in CreationType)
