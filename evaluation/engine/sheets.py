"""A party's own sheet of a month: what it reached and what cost points, in plain rows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..models import AssessmentProblem, AssessmentReport, Result
from . import explain

SITES_SHOWN = 30
PROBLEMS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the page and the document of a sheet show."""

    result: Result
    source: Result
    party: Any
    components: list[dict[str, Any]]
    sites: list[dict[str, Any]]
    late: list[AssessmentProblem]
    unfiled: list[AssessmentReport]
    adjustments: list[dict[str, Any]]


def sheet_of(result: Result) -> Sheet:
    """The sheet (得分单): components, the sites that cost most, problems not closed in time, points by decision."""
    source = explain.source_of(result)
    types = explain.type_rows(source)
    sites = [site | {"type": row["type"]} for row in types for site in row["sites"] if site["lost"] > 0]
    return Sheet(
        result=result,
        source=source,
        party=result.region or result.organisation,
        components=explain.component_rows(source, explain.lost_by_component(source)),
        sites=sorted(sites, key=lambda site: (-site["lost"], site["site"].code))[:SITES_SHOWN],
        late=list(explain.problems_of(source).filter(in_time=False)[:PROBLEMS_SHOWN]),
        unfiled=list(explain.reports_of(source).filter(credit__lt=1)[:PROBLEMS_SHOWN]),
        adjustments=adjustments_of(source),
    )


def adjustments_of(result: Result) -> list[dict[str, Any]]:
    """The frozen decisions about points, as a page shows them."""
    return [
        row | {"points": Decimal(row["points"]), "is_lapse": row["problem"] is not None} | _link(row)
        for row in result.adjustments
    ]


def _link(row: dict[str, Any]) -> dict[str, Any]:
    kind, _colon, key = row["key"].partition(":")
    return {"adjustment": int(key) if kind == "adjustment" else None}
