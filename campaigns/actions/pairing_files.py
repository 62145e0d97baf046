"""Pairings and support records that came by spreadsheet: line by line, by the rules of the pages."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import DomainError
from foundation.organisations.models import Organisation, Region

from ..models import Pairing, SupportRecord
from ..permissions import can_pair
from . import pairings, support_records

MEASURES = ("people", "hours", "funds")


class ToldOtherwise(DomainError):
    """A line says of a pairing what the portal knows otherwise."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: which unit and village, and what is said of them."""

    number: int
    organisation: Organisation
    region: Region
    told: Mapping[str, Any]
    pairing: Any = None


@dataclass(slots=True)
class Done:
    """How many lines made something, changed something, or said what was known."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def pair_all(lines: Sequence[Line], *, actor: Any, at: dt.datetime) -> Done:
    """Pair and end as a file says (导入结对); what ends does so first, so that both sides are free again."""
    known = _known(lines)
    ordered = sorted(lines, key=lambda line: (line.told["ends_on"] is None, line.told["starts_on"], line.number))
    return _each(ordered, lambda line: _pair(line, known, actor=actor, at=at))


@transaction.atomic
def record_support(lines: Sequence[Line], *, actor: Any, at: dt.datetime) -> Done:
    """Record support as a file says (导入帮扶记录); what is there already, even reversed, is not recorded again."""
    rows = SupportRecord.objects.filter(pairing__in={line.pairing.pk for line in lines})
    there = set(rows.values_list("pairing", "kind", "on", "text"))

    def enter(line: Line) -> str:
        told = line.told
        key = (line.pairing.pk, told["kind"], told["on"], told["text"])
        if key in there:
            return "unchanged"
        given = {name: told[name] for name in (*MEASURES, "link")}
        support_records.enter(
            line.pairing, kind=told["kind"], on=told["on"], text=told["text"], **given, actor=actor, at=at
        )
        there.add(key)
        return "created"

    return _each(lines, enter)


def _each(lines: Iterable[Line], write: Callable[[Line], str]) -> Done:
    done = Done()
    for line in lines:
        try:
            with transaction.atomic():
                came = write(line)
        except DomainError as refusal:
            done.refused.append((line.number, str(refusal)))
        else:
            setattr(done, came, getattr(done, came) + 1)
    return done


def _known(lines: Iterable[Line]) -> dict[tuple[int, str], list[Pairing]]:
    rows = Pairing.objects.filter(organisation__in={line.organisation.pk for line in lines})
    found: dict[tuple[int, str], list[Pairing]] = {}
    for row in rows.select_related("organisation", "region", "district").order_by("-starts_on", "-pk"):
        found.setdefault((row.organisation_id, row.region_id), []).append(row)
    return found


def _pair(line: Line, known: dict[tuple[int, str], list[Pairing]], *, actor: Any, at: dt.datetime) -> str:
    told = line.told
    mine = known.setdefault((line.organisation.pk, line.region.pk), [])
    row = next((one for one in mine if one.starts_on == told["starts_on"]), None)
    if row is not None:
        return _again(row, told, actor=actor, at=at)
    running = next((one for one in mine if one.ends_on is None), None)
    if running is not None:
        said = _("They are paired since {day} already; end that pairing first, or write its first day.")
        raise ToldOtherwise(said.format(day=running.starts_on.isoformat()))
    names = {"organisation": line.organisation, "region": line.region}
    made = pairings.pair(**names, starts_on=told["starts_on"], aim=told["aim"] or "", actor=actor, at=at)
    if told["ends_on"]:
        pairings.end(made, ends_on=told["ends_on"], reason=told["reason"], actor=actor, at=at)
    mine.append(made)
    return "created"


def _again(row: Pairing, told: Mapping[str, Any], *, actor: Any, at: dt.datetime) -> str:
    """A pairing that is known: its end, and what it is for, may be new."""
    if row.ends_on and told["ends_on"] != row.ends_on:
        said = _("This pairing ended on {day}. To pair them anew, write the day from which on.")
        raise ToldOtherwise(said.format(day=row.ends_on.isoformat()))
    aim = (told["aim"] or "").strip()
    has_new_aim = bool(aim) and aim != row.aim
    if has_new_aim:
        _describe(row, aim, actor=actor, at=at)
    ends_now = bool(told["ends_on"]) and row.ends_on is None
    if ends_now:
        pairings.end(row, ends_on=told["ends_on"], reason=told["reason"], actor=actor, at=at)
    return "updated" if has_new_aim or ends_now else "unchanged"


def _describe(row: Pairing, aim: str, *, actor: Any, at: dt.datetime) -> None:
    can_pair(actor, row.district_id).enforce()
    before, row.aim = row.aim, aim
    row.save(update_fields=["aim"])
    record("pairing.describe", row, actor=actor, at=at, before={"aim": before}, after={"aim": aim})
