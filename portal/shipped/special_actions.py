"""The catalogue of special actions."""

import csv
import datetime as dt
from pathlib import Path

from campaigns.choices import FigureMeasure
from campaigns.models import SpecialActionKind


def install(folder: Path, at: dt.datetime) -> tuple[str, bool]:
    """Every line of ``special_actions.csv``, created or brought up to date; what was adopted keeps its own words."""
    rows = [_kind(n, row) for n, row in enumerate(_rows(folder / "special_actions.csv"), 1)]
    there = SpecialActionKind.objects.in_bulk()
    names = [field.name for field in SpecialActionKind._meta.fields if not field.primary_key]
    new = [row for row in rows if row.pk not in there]
    other = [row for row in rows if row.pk in there and any(_differs(row, there[row.pk], name) for name in names)]
    SpecialActionKind.objects.bulk_create(new)
    SpecialActionKind.objects.bulk_update(other, names)
    told = f"special actions: {len(new)} created, {len(other)} updated, {len(rows) - len(new) - len(other)} unchanged"
    return told, bool(new or other)


def _kind(position: int, row: dict[str, str]) -> SpecialActionKind:
    english = dict(_pairs(row["milestones_en"]))
    return SpecialActionKind(
        code=row["code"],
        position=position,
        name=row["name"],
        name_en=row["name_en"],
        purpose=row["purpose"],
        purpose_en=row["purpose_en"],
        lead_kind=row["lead_department"],
        supporter_kinds=row["support_departments"].split(";"),
        milestones=[
            {"month": month, "name": name, "name_en": english.get(month, "")}
            for month, name in _pairs(row["milestones"])
        ],
        figure=row["figure"],
        figure_en=row["figure_en"],
        unit=row["unit"],
        unit_en=row["unit_en"],
        measure=FigureMeasure.LATEST if row["unit"] == "%" else FigureMeasure.SUM,
    )


def _pairs(text: str) -> list[tuple[int, str]]:
    """``2:选址公示;4:方案定稿`` as months with words."""
    parts = [part.split(":", 1) for part in text.split(";")]
    return [(int(month), words.strip()) for month, words in parts]


def _differs(row: SpecialActionKind, other: SpecialActionKind, name: str) -> bool:
    return getattr(row, name) != getattr(other, name)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
