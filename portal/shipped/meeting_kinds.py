"""The four kinds of meetings."""

import csv
import datetime as dt
from pathlib import Path

from campaigns.models import MeetingKind

FIELDS = (
    "name",
    "name_en",
    "convenor",
    "convenor_en",
    "usual_frequency",
    "usual_frequency_en",
    "purpose",
    "purpose_en",
    "position",
)


def install(folder: Path, at: dt.datetime) -> tuple[str, bool]:
    """Every kind of ``meeting_kinds.csv``, created or brought up to date, in the order of the file."""
    with (folder / "meeting_kinds.csv").open(encoding="utf-8", newline="") as file:
        told = [{**row, "position": number} for number, row in enumerate(csv.DictReader(file), 1)]
    rows = [MeetingKind(code=row["code"], **{name: row[name] for name in FIELDS}) for row in told]
    there = MeetingKind.objects.in_bulk()
    changed = [row for row in rows if row.pk not in there or _differs(row, there[row.pk])]
    MeetingKind.objects.bulk_create(changed, update_conflicts=True, unique_fields=["code"], update_fields=FIELDS)
    return f"kinds of meetings: {len(changed)} changed, {len(rows) - len(changed)} unchanged", bool(changed)


def _differs(one: MeetingKind, other: MeetingKind) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in FIELDS)
