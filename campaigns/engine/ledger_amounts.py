"""What counted entries add to the figures of their ledgers, written by one statement for one entry or a million."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from ..models import LedgerKind

# An answer holds: it is what `where` names, or holds it among several; `any` = filled in and not zero.
AMOUNTS = """
    INSERT INTO campaigns_ledgeramount
        (entry_id, figure, district_id, region_id, organisation_id, starts_on, ends_on, amount)
    SELECT e.id, f.code, e.district_id, e.region_id, e.organisation_id, d.starts_on, e.ended_on, a.amount
    FROM campaigns_ledgerentry e
    JOIN jsonb_to_recordset(%(figures)s::jsonb) AS f(kind bigint, code text, measure text, field text, dated_by text,
         "where" jsonb) ON f.kind = e.kind_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN f.dated_by = '' THEN e.dated_on ELSE (e.values ->> f.dated_by)::date END) d(starts_on)
    CROSS JOIN LATERAL (SELECT CASE WHEN f.measure = 'count' THEN 1 ELSE (e.values ->> f.field)::numeric END) a(amount)
    WHERE {which} AND e.verified_at IS NOT NULL AND e.state NOT IN ('reversed', 'withdrawn') AND e.reverses_id IS NULL
        AND d.starts_on IS NOT NULL AND a.amount IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM jsonb_each_text(f."where") w(field, wanted) WHERE NOT coalesce(
            CASE WHEN w.wanted = 'any' THEN e.values ->> w.field NOT IN ('', '0', '[]')
                 ELSE e.values ->> w.field = w.wanted OR (e.values -> w.field) @> to_jsonb(w.wanted) END, false))
    ON CONFLICT (entry_id, figure) DO NOTHING
"""
OF_ENTRIES = "e.id = ANY(%(entries)s)"
OF_KINDS = "e.kind_id = ANY(%(kinds)s)"
NAMED = (
    "figure = ANY(%(names)s) AND entry_id IN (SELECT id FROM campaigns_ledgerentry e WHERE e.kind_id = ANY(%(kinds)s))"
)


def write(entries: Iterable[int], kinds: Iterable[LedgerKind]) -> None:
    """The amounts of some entries anew; what no longer counts has none."""
    wanted = list(entries)
    _run("DELETE FROM campaigns_ledgeramount WHERE entry_id = ANY(%(entries)s)", entries=wanted)
    figures = _figures(kinds)
    if figures:
        _run(AMOUNTS.format(which=OF_ENTRIES), entries=wanted, figures=json.dumps(figures))


def rewrite(kinds: Iterable[LedgerKind], names: Iterable[str] | None = None) -> None:
    """The amounts of whole ledgers anew, of some figures only when they are named: a figure was defined or dropped."""
    rows = list(kinds)
    figures = [one for one in _figures(rows) if names is None or one["code"] in set(names)]
    told = {"kinds": [row.pk for row in rows], "names": sorted(names if names is not None else _codes(figures))}
    _run(f"DELETE FROM campaigns_ledgeramount WHERE {NAMED}", **told)
    if figures:
        _run(AMOUNTS.format(which=OF_KINDS), kinds=told["kinds"], figures=json.dumps(figures))


def end(entry: int, day: Any) -> None:
    """A line of a register is no longer in force: its figures stop counting it on that day."""
    _run("UPDATE campaigns_ledgeramount SET ends_on = %(day)s WHERE entry_id = %(entry)s", day=day, entry=entry)


def _figures(kinds: Iterable[LedgerKind]) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind.pk,
            "code": figure["code"],
            "measure": figure["of"],
            "field": figure.get("field", ""),
            "dated_by": figure.get("dated_by", ""),
            "where": {field: str(value) for field, value in figure.get("where", {}).items()},
        }
        for kind in kinds
        for figure in kind.figures
    ]


def _codes(figures: list[dict[str, Any]]) -> set[str]:
    return {one["code"] for one in figures}


def _run(statement: str, **told: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
