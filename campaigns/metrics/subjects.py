"""How many subjects are in the campaign at the end of a period."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db import connection
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.periods import Period, local_day

from ..choices import CreationType, SubjectState

NAMES = {f"subjects.{kind}": kind.value for kind in CreationType}
# Where a subject stood on a day is where it was before the first transfer after that day, else where it is now.
COUNT = """
    WITH standing AS MATERIALIZED (
        SELECT s.creation_type,
               COALESCE(t.region_before_id, s.region_id) AS region,
               CASE WHEN t.id IS NULL THEN s.organisation_id ELSE t.organisation_before_id END AS organisation
        FROM campaigns_subject s
        JOIN campaigns_cycle c ON c.id = s.cycle_id
        LEFT JOIN LATERAL (
            SELECT id, region_before_id, organisation_before_id FROM campaigns_subjecttransfer
            WHERE subject_id = s.id AND moved_on > %(day)s ORDER BY moved_on, id LIMIT 1
        ) t ON true
        WHERE s.creation_type = ANY(%(types)s) AND s.enrolled_on <= %(day)s
          AND (s.withdrawn_on IS NULL OR s.withdrawn_on > %(day)s)
          AND c.starts_on <= %(day)s AND (c.closed_on IS NULL OR c.closed_on > %(day)s)
    ), counted AS MATERIALIZED (
        SELECT creation_type, region, organisation, COUNT(*) AS n FROM standing GROUP BY 1, 2, 3
    )
    SELECT p.place, counted.creation_type, SUM(counted.n)
    FROM unnest(%(places)s::int[], %(regions)s::text[], %(organisations)s::int[]) AS p(place, region, organisation)
    JOIN counted ON CASE WHEN p.organisation = 0 THEN starts_with(counted.region, p.region)
                    ELSE counted.organisation = p.organisation END
    GROUP BY 1, 2
"""


class Subjects:
    """Subjects of each type, where they stood at the end of the period."""

    def names(self) -> Collection[str]:
        return NAMES.keys()

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        listed, types = list(parties), {NAMES[name]: name for name in names}
        found: Values = {(name, party): Decimal(0) for name in names for party in listed}
        with connection.cursor() as cursor:
            cursor.execute(
                COUNT,
                {
                    "day": min(period.end, local_day(at)),
                    "types": list(types),
                    "places": list(range(len(listed))),
                    "regions": [party.region for party in listed],
                    "organisations": [party.organisation or 0 for party in listed],
                },
            )
            for place, creation_type, count in cursor.fetchall():
                found[types[creation_type], listed[place]] = Decimal(count)
        return found

    def records_url(self, name: str, party: Party, period: Period) -> str:
        """The subjects that are in the campaign now; the list has no past."""
        query = f"creation_type={NAMES[name]}&state={SubjectState.ENROLLED}&under={party.region}"
        return f"{reverse('campaigns:subjects')}?{query}"
