"""How many places and schools there are: what shares of villages and schools are measured by."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db import connection
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.periods import Period

# Regions and schools have no history here: they are counted as they stand.
COUNTS = {
    "regions.townships": "SELECT code FROM organisations_region WHERE level = 4",
    "regions.villages": "SELECT code FROM organisations_region WHERE level = 5",
    "schools.total": "SELECT region_id FROM organisations_organisation WHERE kind = 'school' AND closed_on IS NULL",
    "schools.rural": """
        SELECT region_id FROM organisations_organisation o JOIN organisations_region r ON r.code = o.region_id
        WHERE o.kind = 'school' AND o.closed_on IS NULL AND r.kind = 'rural'
    """,
}
STATEMENT = """
    SELECT %(name)s, p.code, COUNT(counted.code) FROM unnest(%(regions)s::text[]) AS p(code)
    JOIN ({counted}) AS counted(code) ON starts_with(counted.code, p.code) GROUP BY 2
"""


class Places:
    """Streets and towns, villages and communities, schools. An organisation has none of its own."""

    def names(self) -> Collection[str]:
        return COUNTS.keys()

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        found: Values = {(name, party): Decimal(0) for name in names for party in parties}
        regions = sorted({party.region for party in parties if party.organisation is None})
        counts: dict[tuple[str, str], int] = {}
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(STATEMENT.format(counted=COUNTS[name]), {"name": name, "regions": regions})
                counts |= {(name, code): count for _name, code, count in cursor.fetchall()}
        for name, party in found:
            if party.organisation is None:
                found[name, party] = Decimal(counts.get((name, party.region), 0))
        return found

    def records_url(self, name: str, party: Party, period: Period) -> str:
        """The place in the tree of regions; schools are organisations."""
        if name.startswith("schools."):
            return f"{reverse('organisations:organisations')}?kind=school&region={party.region}"
        return reverse("organisations:region", args=[party.region])
