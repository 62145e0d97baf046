"""Command: install what the portal ships with."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from evaluation.actions import policies
from evaluation.choices import VersionState
from evaluation.models import IndicatorSystem, NegativeItem, QuarterScheme, Question, Questionnaire, Scheme
from foundation.audit.trail import record
from foundation.calendars import actions as calendars
from foundation.imports.kinds import RowErrors, kind
from foundation.imports.loading import load_file
from foundation.organisations.models import OrganisationKind
from portal.shipped import SHIPPED

SYSTEM_NAMES = {
    "daily": ("日常督查测评体系", "Daily inspection"),
    "city": ("文明城市测评体系", "Civilised cities"),
    "village_town": ("文明村镇测评体系", "Civilised villages and towns"),
    "unit": ("文明单位测评体系", "Civilised units"),
    "campus": ("文明校园测评体系", "Civilised campuses"),
    "family": ("文明家庭测评体系", "Civilised families"),
}
DEPARTMENTS = ("party", "government", "vertical", "institution", "mass")
OWN_PEERS = ("school", "hospital")
SHIPPED_VERSION = "2026"
SCHEME_FROM = "2020-01-01"


class Command(BaseCommand):
    """Site types, kinds of organisations, indicator systems, schemes and the negative list, each once."""

    help = (
        "Install the catalogue: site types, kinds of organisations, indicator systems, schemes, the negative list, "
        "working calendar, severity policies, questionnaires."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "catalogue"
        at = timezone.now()
        try:
            facts = [
                _site_types(folder, at),
                _organisation_kinds(folder),
                *(_system(folder, code, at) for code in SYSTEM_NAMES),
                _scheme(at),
                _quarter_scheme(folder, at),
                _negative_items(folder),
                _calendar(at),
                _policies(at),
                _questionnaires(folder, at),
                *(install(folder, at) for install in SHIPPED),
            ]
        except RowErrors as wrong:
            lines = [f"line {error.line}, {error.column}: {error.reason}" for error in wrong.errors]
            raise CommandError("\n".join([str(wrong), *lines])) from None
        for fact, _changed in facts:
            self.stdout.write(fact)
        if not any(changed for _fact, changed in facts):
            self.stdout.write("nothing changed")


Fact = tuple[str, bool]


def _site_types(folder: Path, at: Any) -> Fact:
    done = load_file(kind("site_types"), folder / "site_types.csv", actor=None, at=at)
    told = f"site types: {done.created} created, {done.updated} updated, {done.unchanged} unchanged"
    return told, bool(done.created or done.updated)


def _organisation_kinds(folder: Path) -> Fact:
    rows = [OrganisationKind(peer_group=_peers(row), **row) for row in _rows(folder / "department_kinds.csv")]
    there = OrganisationKind.objects.in_bulk()
    new = [row for row in rows if row.pk not in there]
    OrganisationKind.objects.bulk_create(new)
    return f"kinds of organisations: {len(new)} created, {len(rows) - len(new)} unchanged", bool(new)


def _peers(row: dict[str, str]) -> str:
    """Departments are ranked together; local offices, schools and hospitals each among their own kind."""
    if row["group"] in DEPARTMENTS:
        return "department"
    return row["code"] if row["group"] == "local" or row["code"] in OWN_PEERS else row["group"]


def _system(folder: Path, code: str, at: Any) -> Fact:
    systems = IndicatorSystem.objects.filter(code=code, version=SHIPPED_VERSION, region=None)
    if systems.exclude(state=VersionState.DRAFT).exists():
        return f"indicator system {code} {SHIPPED_VERSION}: unchanged", False
    name, name_en = SYSTEM_NAMES[code]
    options = {"publish": True, "names": {"name": name, "name_en": name_en}}
    done = load_file(kind("indicators"), folder / f"indicators_{code}.csv", actor=None, at=at, options=options)
    return f"indicator system {code} {SHIPPED_VERSION}: {done.created} indicators, published", True


def _scheme(at: Any) -> Fact:
    scheme, is_new = Scheme.objects.get_or_create(
        region=None, version=1, defaults={"state": VersionState.PUBLISHED, "starts_on": SCHEME_FROM}
    )
    if is_new:
        record("scheme.publish", scheme, actor=None, at=at, after={"version": 1, "state": VersionState.PUBLISHED})
    return f"scoring scheme 1: {'published' if is_new else 'unchanged'}", is_new


def _quarter_scheme(folder: Path, at: Any) -> Fact:
    """The quarterly scheme with the least scores of the grades as the catalogue states them."""
    least = {row["code"]: row["minimum"] for row in _rows(folder / "grades.csv")}
    grades = {f"{name}_from": least[name] for name in ("excellent", "good", "qualified")}
    scheme, is_new = QuarterScheme.objects.get_or_create(
        region=None, version=1, defaults={"state": VersionState.PUBLISHED, "starts_on": SCHEME_FROM, **grades}
    )
    if is_new:
        after = {"version": 1, "state": VersionState.PUBLISHED}
        record("quarter_scheme.publish", scheme, actor=None, at=at, after=after)
    return f"quarterly scheme 1: {'published' if is_new else 'unchanged'}", is_new


def _negative_items(folder: Path) -> Fact:
    rows = [NegativeItem(**{**row, "points": row["points"] or None}) for row in _rows(folder / "negative_lists.csv")]
    there = NegativeItem.objects.in_bulk()
    new = [row for row in rows if row.pk not in there]
    NegativeItem.objects.bulk_create(new)
    return f"lines of the negative list: {len(new)} created, {len(rows) - len(new)} unchanged", bool(new)


def _calendar(at: Any) -> Fact:
    new = calendars.install(actor=None, at=at)
    return f"working calendar: {new} years loaded", bool(new)


def _policies(at: Any) -> Fact:
    new = policies.install(actor=None, at=at)
    return f"severity policies: {new} installed", bool(new)


def _questionnaires(folder: Path, at: Any) -> Fact:
    """What residents are asked unless an office writes its own; each code once."""
    told = yaml.safe_load((folder / "questionnaires.yaml").read_text(encoding="utf-8"))
    there = set(Questionnaire.objects.filter(region=None).values_list("code", flat=True))
    new = [entry for entry in told if entry["code"] not in there]
    for entry in new:
        names = {name: entry[name] for name in ("code", "name", "name_en")}
        row = Questionnaire.objects.create(state=VersionState.PUBLISHED, **names)
        Question.objects.bulk_create(
            Question(questionnaire=row, position=n, **question) for n, question in enumerate(entry["questions"], 1)
        )
        record("questionnaire.publish", row, actor=None, at=at, after={"version": 1, "state": row.state})
    return f"questionnaires: {len(new)} created, {len(told) - len(new)} unchanged", bool(new)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
