"""Pairings of units with villages, and support records, from spreadsheets."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.imports.kinds import Column, ImportKind, ImportOutcome, RowError, RowErrors
from foundation.imports.parsers import choice, number, region_code, text, whole_number
from foundation.imports.rows import Rows
from foundation.organisations.models import Organisation, Region

from ..actions import pairing_files
from ..actions.pairing_files import Line
from ..choices import SupportKind
from ..models import Pairing
from ..permissions import can_pair, can_record_some_support, can_record_support
from .cells import a_day

REGION, ORGANISATION = "region", "organisation"
Told = Mapping[str, Any]


@transaction.atomic
def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
    """Check every row; pair and end all of them, or nothing and say what is wrong with each."""
    read, errors, lines = list(rows), [], []
    units, villages = _known([row for _line, row in read])
    for line, row in read:
        unit, village = units.get(row[ORGANISATION]), villages.get(row[REGION])
        wrong = list(_mistakes(row, unit, village))
        if not wrong and village and not (may := can_pair(actor, village.district_code)):
            wrong.append((REGION, str(may.reason)))
        errors += [rows.wrong(line, column, reason) for column, reason in wrong]
        if not wrong and unit and village:
            lines.append(Line(line, unit, village, row))
    return _written(rows, errors, lines, pairing_files.pair_all, actor=actor, at=at)


@transaction.atomic
def load_support(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
    """Check every row; record all of them in the pairings of their day, or nothing."""
    read, errors, lines = list(rows), [], []
    units, villages = _known([row for _line, row in read])
    pairings = _pairings(units.values())
    for line, row in read:
        unit, village = units.get(row[ORGANISATION]), villages.get(row[REGION])
        wrong = list(_mistakes(row, unit, village))
        if not wrong and unit and village:
            found = [one for one in pairings.get((unit.pk, village.pk), []) if _covers(one, row["on"])]
            if not found:
                said = _("{unit} is not paired with {village} on this day.")
                wrong.append((REGION, said.format(unit=unit, village=village)))
            elif not (may := can_record_support(actor, found[0])):
                wrong.append((ORGANISATION, str(may.reason)))
            else:
                lines.append(Line(line, unit, village, row, found[0]))
        errors += [rows.wrong(line, column, reason) for column, reason in wrong]
    return _written(rows, errors, lines, pairing_files.record_support, actor=actor, at=at)


def _written(rows: Rows, errors: list[RowError], lines: list[Line], write: Any, *, actor: Any, at: dt.datetime) -> Any:
    """What the good lines did; the rules that only show in writing are told beside what could not be read."""
    done = write(lines, actor=actor, at=at)
    errors += [rows.wrong(line, "", reason) for line, reason in done.refused]
    if errors or rows.errors:
        raise RowErrors(errors)
    return ImportOutcome(done.created, done.updated, done.unchanged)


def _known(rows: Iterable[Told]) -> tuple[dict[str, Organisation], dict[str, Region]]:
    """The units and places that a file names, read at once."""
    told = list(rows)
    units = Organisation.objects.filter(code__in={row[ORGANISATION] for row in told}).select_related("region")
    places = Region.objects.filter(code__in={row[REGION] for row in told}).defer("boundary")
    return {one.code: one for one in units.defer("region__boundary")}, {one.code: one for one in places}


def _mistakes(row: Told, unit: Organisation | None, village: Region | None) -> Iterator[tuple[str, str]]:
    if unit is None:
        yield ORGANISATION, _("There is no organisation “{code}”.").format(code=row[ORGANISATION])
    if village is None:
        yield REGION, _("There is no region “{code}”.").format(code=row[REGION])
    if row.get("ends_on") and not row["reason"]:
        yield "reason", _("Say why the pairing ended.")


def _pairings(units: Iterable[Organisation]) -> dict[tuple[int, str], list[Pairing]]:
    rows = Pairing.objects.filter(organisation__in=[one.pk for one in units]).order_by("-starts_on", "-pk")
    found: dict[tuple[int, str], list[Pairing]] = {}
    for row in rows.select_related("organisation", "region"):
        found.setdefault((row.organisation_id, row.region_id), []).append(row)
    return found


def _covers(pairing: Pairing, on: dt.date) -> bool:
    return pairing.starts_on <= on and (pairing.ends_on is None or on <= pairing.ends_on)


WHO = (
    Column(
        ORGANISATION, "单位", required=True, example="QH048", hint=gettext_lazy("Code of the organisation."),
    ),
    Column(
        REGION, "村（社区）", required=True, example="990102100201", parse=region_code,
        hint=gettext_lazy("Code of the village or community."),
    ),
)  # fmt: skip
PAIRINGS = ImportKind(
    code="pairings",
    label=gettext_lazy("Pairings"),
    columns=(
        *WHO,
        Column("starts_on", "起始日期", required=True, example="2026-03-01", parse=a_day),
        Column("aim", "结对目标", parse=text(500), example=""),
        Column(
            "ends_on",
            "截止日期",
            example="",
            parse=a_day,
            hint=gettext_lazy("Only of a pairing that is over; the day is in the past, the reason beside it."),
        ),
        Column("reason", "解除原因", parse=text(500), example=""),
    ),
    load=load,
    may_import=can_pair,
    key=(ORGANISATION, REGION, "starts_on"),
    home=reverse_lazy("campaigns:pairings"),
)
SUPPORT = ImportKind(
    code="support_records",
    label=gettext_lazy("Support records"),
    columns=(
        *WHO,
        Column("on", "日期", required=True, example="2026-10-14", parse=a_day),
        Column(
            "kind",
            "帮扶内容",
            required=True,
            example="文明新风",
            parse=choice(
                SupportKind,
                facilities="基础设施",
                civility="文明新风",
                environment="环境整治",
                party="党建",
                knowledge="信息智力",
                other="其他",
            ),
        ),
        Column("text", "帮扶情况", required=True, parse=text(500), example="组织两场垃圾分类讲座，46户参加"),
        Column("people", "参与人数", parse=whole_number, example="12"),
        Column("hours", "时长（小时）", parse=number, example="3.5"),
        Column("funds", "资金（元）", parse=number, example=""),
        Column("link", "链接", parse=text(500), example=""),
    ),
    load=load_support,
    may_import=can_record_some_support,
    key=(),
    home=reverse_lazy("campaigns:support-records"),
)
