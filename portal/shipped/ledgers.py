"""The ledgers that the portal ships with."""

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from campaigns.engine import ledger_amounts
from campaigns.kinds.ledgers import whole
from campaigns.models import LedgerKind
from foundation.audit.trail import record

PLAIN = (
    "name", "name_en", "description", "description_en", "creation_types", "entered_by", "nature", "dated_by", "fields",
    "figures",
)  # fmt: skip


def install(folder: Path, at: dt.datetime) -> tuple[str, bool]:
    """Every ledger of ``ledgers.yaml``, created or brought up to date; an office's own ones stay as they are."""
    told = yaml.load((folder / "ledgers.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["ledgers"]
    there = {kind.code: kind for kind in LedgerKind.objects.filter(region=None)}
    created, updated, recount = 0, 0, []
    for row in told:
        values = values_of(row)
        whole(row["fields"], row["figures"], nature=row["nature"], dated_by=row["dated_by"], stages=values["stages"])
        kind = there.get(row["code"])
        if kind is None:
            kind = LedgerKind.objects.create(region=None, code=row["code"], **values)
            record("ledger_kind.define", kind, actor=None, at=at, after={"code": kind.code, "name": kind.name})
            created += 1
        elif any(getattr(kind, name) != value for name, value in values.items()):
            LedgerKind.objects.filter(pk=kind.pk).update(**values)
            record("ledger_kind.change", kind, actor=None, at=at, after={"code": kind.code})
            updated += 1
            if kind.figures != values["figures"]:
                recount.append(LedgerKind.objects.get(pk=kind.pk))
    if recount:
        ledger_amounts.rewrite(recount)
    unchanged = len(told) - created - updated
    return f"ledgers: {created} created, {updated} changed, {unchanged} unchanged", bool(created or updated)


def values_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the file as the columns of a ledger."""
    frequency = row["frequency"]
    plain = {name: row[name] for name in PLAIN}
    return plain | {
        "frequency": frequency["period"],
        "at_least": frequency["at_least"],
        "stages": row.get("stages", []),
    }
