"""Who has filed and who is late: parties by periods, and what each period came to."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodKind

from ..choices import OPEN_REPORTS, ReportFace
from ..models import ProgressReport, ReportTemplate

PERIODS = {PeriodKind.MONTH: 6, PeriodKind.QUARTER: 4, PeriodKind.YEAR: 3}


@dataclass(frozen=True, slots=True)
class Tally:
    """What one period came to."""

    period: Period
    due: int = 0
    in_time: int = 0
    late: int = 0
    missing: int = 0
    open: int = 0
    to_ask: int = 0

    @property
    def filed(self) -> int:
        return self.in_time + self.late


@dataclass(frozen=True, slots=True)
class Line:
    """One party with its report of each period."""

    party: Organisation | Region
    place: str
    cells: list[Any]


def periods_shown(kind: str, on: dt.date) -> list[Period]:
    """The last periods, the latest first."""
    found = [Period.containing(on, PeriodKind(kind))]
    while len(found) < PERIODS[PeriodKind(kind)]:
        found.append(found[-1].previous())
    return found


def templates_filed(reports: QuerySet[ProgressReport]) -> list[tuple[str, ReportTemplate]]:
    """The templates by which somebody in reach files, one for each code: the latest."""
    used = ReportTemplate.objects.filter(Exists(reports.filter(template=OuterRef("pk"))))
    latest: dict[str, ReportTemplate] = {}
    for row in used.order_by("pk"):
        latest[row.code] = row
    order = ("city", "village_town", "unit", "campus", "family")
    return sorted(latest.items(), key=lambda pair: (order.index(pair[1].creation_type), pair[1].period, pair[0]))


def tallies(reports: QuerySet[ProgressReport], periods: Sequence[Period], *, on: dt.date) -> list[Tally]:
    """What each period came to, in one statement."""
    faces = {f"n_{face.value}": Count("pk", filter=Q(face=face.value)) for face in ReportFace}
    asked = Count("pk", filter=Q(state__in=OPEN_REPORTS))
    rows = reports.with_face(on=on).order_by().values("period").annotate(due=Count("pk"), to_ask=asked, **faces)
    found = {row["period"]: row for row in rows}
    empty = {"due": 0, "to_ask": 0} | {f"n_{face.value}": 0 for face in ReportFace}
    tallied = [(period, found.get(period.code, empty)) for period in periods]
    return [
        Tally(period, row["due"], row["n_in_time"], row["n_late"], row["n_missing"], row["n_open"], row["to_ask"])
        for period, row in tallied
    ]


def parties(reports: QuerySet[ProgressReport]) -> QuerySet:
    """Who files, each once, in the order of their codes."""
    return reports.order_by("region_id", "organisation_id").values_list("region_id", "organisation_id").distinct()


def lines(
    reports: QuerySet[ProgressReport],
    shown: Iterable[tuple[str, int | None]],
    periods: Sequence[Period],
    *,
    on: dt.date,
) -> list[Line]:
    """The reports of the parties shown, by period; None where nothing was to be filed."""
    keys = list(shown)
    rows = reports.filter(region__in={region for region, _organisation in keys}).with_face(on=on).for_list()
    found = {(row.region_id, row.organisation_id, row.period): row for row in rows}
    made = []
    for region, organisation in keys:
        cells = [found.get((region, organisation, period.code)) for period in periods]
        first = next(cell for cell in cells if cell is not None)
        above = first.region.parent if organisation is None else first.region
        made.append(Line(first.party, above.name if above else "", cells))
    return made
