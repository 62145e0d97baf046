"""What the entries of the demonstration say, field by field."""

import datetime as dt
from random import Random
from typing import Any

from campaigns.choices import FieldType
from campaigns.engine.ledger_answers import judged
from campaigns.kinds.entries import computed
from campaigns.models import LedgerKind, Participation

from .ledger_words import FAMILY_NAMES, GIVEN_NAMES, RANGES, TEXTS

RATIO = {
    "clean_households": "households",
    "participants": "enrolled",
    "treated": "collected",
    "problems_solved": "problems_found",
}
CUT = ("documents", "days", "levels", "steps")


def person(code: str, rng: Random) -> str:
    name = rng.choice(FAMILY_NAMES) + rng.choice(GIVEN_NAMES)
    return f"{name}家" if code == "household" else name


def values_of(
    kind: LedgerKind, party: Participation, day: dt.date, rng: Random, *, today: dt.date
) -> tuple[dict[str, Any], str]:
    values: dict[str, Any] = {}
    for spec in kind.specs:
        if spec.personal or spec.computed or spec.code == "ended_on":
            continue
        value = _value(kind, spec, party, day, values, rng)
        if value is not None and (spec.required or rng.random() < 0.8):
            values[spec.code] = value
    values[kind.dated_by] = day.isoformat()
    stage = ""
    if kind.steps:
        stage = _staged(kind, values, day, rng, today=today)
    values |= computed(kind.specs, values)
    if kind.code == "ceremonies":
        values |= judged(kind, values, region=party.region_id)
    return values, stage


def _value(kind: LedgerKind, spec: Any, party: Participation, day: dt.date, values: dict[str, Any], rng: Random) -> Any:
    if spec.options:
        codes = [option.code for option in spec.options]
        return (
            sorted(rng.sample(codes, rng.randint(2, len(codes))), key=codes.index)
            if spec.multiple
            else rng.choice(codes)
        )
    if spec.type == FieldType.TEXT:
        return rng.choice(TEXTS[kind.code, spec.code]) if (kind.code, spec.code) in TEXTS else None
    if spec.type == FieldType.REGION:
        return party.region_id
    if spec.type == FieldType.LINK:
        return f"/manage/organisations/{party.organisation_id}/" if spec.required else None
    if spec.type not in (FieldType.NUMBER, FieldType.PEOPLE):
        return None
    number = _number(kind.code, spec.code, values, rng)
    if number is None:
        return None
    return number if spec.type == FieldType.PEOPLE else str(number)


def _number(ledger: str, code: str, values: dict[str, Any], rng: Random) -> int | None:
    if (ledger, code) in RANGES:
        return rng.randint(*RANGES[ledger, code])
    if code in RATIO and RATIO[code] in values:
        whole = int(values[RATIO[code]])
        return min(whole, round(whole * rng.uniform(0.72, 1.0)))
    if code == "sorted_villages" and "villages_served" in values:
        return int(int(values["villages_served"]) * rng.uniform(0.4, 0.9))
    for name in CUT:
        if code == f"{name}_after" and f"{name}_before" in values:
            before = int(values[f"{name}_before"])
            return max(1, before - rng.randint(1, max(1, before // 2)))
    return None


def _staged(kind: LedgerKind, values: dict[str, Any], day: dt.date, rng: Random, *, today: dt.date) -> str:
    """How far an entry of a staged ledger has come: what lies in the future is not checked yet."""
    for name in (
        "checked_on",
        "took_place",
        "actual_tables",
        "actual_cost",
        "gift_each",
        "completed_on",
        "photos_after",
    ):
        values.pop(name, None)
    if kind.code == "ceremonies":
        return _ceremony(values, day, rng, today=today)
    values["planned_on" if kind.code == "facility_shortfalls" else kind.dated_by] = (
        (day + dt.timedelta(days=rng.randint(20, 90))).isoformat()
        if kind.code == "facility_shortfalls"
        else day.isoformat()
    )
    done = day + dt.timedelta(days=rng.randint(10, 70))
    if done >= today:
        return kind.steps[0].code
    values["completed_on"] = done.isoformat()
    return kind.steps[1].code


def _ceremony(values: dict[str, Any], day: dt.date, rng: Random, *, today: dt.date) -> str:
    event = day + dt.timedelta(days=rng.randint(6, 20))
    tables = int(values["planned_tables"])
    values["declared_on"], values["event_on"] = day.isoformat(), event.isoformat()
    values["planned_cost"] = str(tables * rng.randint(20, 34) * 10)
    values["council_on"] = (day + dt.timedelta(days=rng.randint(1, 3))).isoformat()
    if values["kind"] != "wedding":
        values.pop("bride_price", None)
    if event >= today:
        values.pop("council_opinion" if day + dt.timedelta(days=3) >= today else "", None)
        if "council_opinion" not in values:
            values.pop("council_on")
            return "declare"
        return "council"
    held = rng.random() < 0.95
    values["checked_on"], values["took_place"] = event.isoformat(), "held" if held else "cancelled"
    if held:
        lavish = rng.random() < 0.12
        counted = max(4, tables + rng.choice((-2, -1, 0, 0, 0)) + 6 * lavish)
        values["actual_tables"] = str(counted)
        values["actual_cost"] = str(counted * rng.randint(20, 31) * 10)
        values["gift_each"] = str(rng.choice((100, 100, 200, 200)))
    return "check"
