"""A party's own sheet of a month as rows of a workbook."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..choices import PartyKind
from ..engine.sheets import Sheet

NAMES = {
    "field": lambda: _("Field"),
    "rectification": lambda: _("Rectification"),
    "reporting": lambda: _("Reporting"),
    "satisfaction": lambda: _("Satisfaction"),
}


def sheets_of(sheet: Sheet) -> list[tuple[Any, Any, Any]]:
    """What it is made of, the sites that cost most, problems not closed in time, points by decision."""
    header = [_("Component"), _("Score"), _("Weight"), _("Lost")]
    sites = [_("Site"), _("Code"), _("Type"), _("Score"), _("Lost")]
    late = [_("Problem"), _("Site"), _("Deadline"), pgettext("moment", "Closed")]
    points = [_("Points"), _("Reason"), _("Counts")]
    return [
        (_("What the score is made of"), header, component_rows(sheet)),
        (_("Sites that cost most"), sites, site_rows(sheet)),
        (_("Problems not closed in time"), late, late_rows(sheet)),
        (_("Bonuses and deductions"), points, point_rows(sheet)),
    ]


def component_rows(sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    """The components, then the final."""
    for row in sheet.components:
        value = None if row["value"] is None else round(row["value"], 2)
        lost = None if row["lost"] is None else round(row["lost"], 3)
        yield (NAMES[row["name"]](), value, row["weight"], lost)
    yield (_("Final score"), sheet.result.final, None, None)


def site_rows(sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    """The sites that cost points, the dearest first."""
    for row in sheet.sites:
        yield (row["site"].name, row["site"].code, str(row["type"]), round(row["score"], 2), round(row["lost"], 3))


def late_rows(sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    """The problems that were not closed in time."""
    for row in sheet.late:
        yield (row.problem.number, row.problem.site.name, row.due_at, row.closed_at)


def point_rows(sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    """Points by decision, those taken with a minus."""
    for row in sheet.adjustments:
        yield (row["points"] if row["kind"] == "bonus" else -row["points"], row["reason"], bool(row["counts"]))


def file_name(sheet: Sheet) -> str:
    """The party and its month."""
    kind = _("Region") if sheet.result.party_kind == PartyKind.REGION else _("Organisation")
    return f"{kind}-{sheet.party.name}-{sheet.result.assessment.month:%Y-%m}"
