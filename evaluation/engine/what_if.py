"""A published month under another scheme, beside what was published; nothing is stored."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from foundation.periods import Period

from ..models import Assessment, Result, Scheme
from .month_statements import STORED
from .months import parameters


@dataclass(frozen=True, slots=True)
class Compared:
    """One party: its published result, and final and rank as they would be."""

    result: Result
    final: Decimal | None
    rank: int | None

    @property
    def change(self) -> Decimal | None:
        """How many points the final would change."""
        return None if self.final is None or self.result.final is None else self.final - self.result.final


def compare(assessment: Assessment, scheme: Scheme) -> list[Compared]:
    """Every party of a published month under a scheme (试算), group by group as it would be ranked: two statements."""
    period = Period.parse(f"{assessment.month:%Y-%m}")
    told = parameters(district=assessment.region_id, period=period, scheme=scheme.pk, assessment=assessment.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"{STORED} SELECT region, organisation, final, place FROM ranked", told)
        found: dict[Any, tuple[Any, Any]] = {(row[0], row[1]): (row[2], row[3]) for row in cursor.fetchall()}
    results = Result.objects.filter(assessment=assessment).select_related("region__parent", "organisation")
    lines = [Compared(row, *found.get((row.region_id, row.organisation_id), (None, None))) for row in results]
    return sorted(lines, key=_order)


def _order(line: Compared) -> tuple[Any, ...]:
    row = line.result
    place = (line.rank is None, line.rank or 0, -(line.final or 0))
    return (row.party_kind != "region", len(row.region_id or ""), row.group, *place, row.pk)
