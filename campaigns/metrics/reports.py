"""Figures about progress reports: due, on time, late, missing, returned."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.periods import Period, local_day

# Each party with everything below it; who files as an organisation counts for its place too.
COUNTED = """
WITH party AS (
    SELECT region, organisation, n FROM unnest(%(regions)s::text[], %(organisations)s::bigint[])
        WITH ORDINALITY AS t(region, organisation, n)
),
report AS (
    SELECT r.id, r.region_id, r.organisation_id, r.due_on, (r.first_submitted_at AT TIME ZONE 'Asia/Shanghai')::date
        AS filed_on, r.subject_id
    FROM campaigns_progressreport r
    WHERE r.district_id = ANY(%(districts)s) AND r.due_on BETWEEN %(first)s AND %(last)s
        AND (r.first_submitted_at IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM campaigns_subject s WHERE s.id = r.subject_id AND s.state = 'withdrawn'))
),
placed AS (
    SELECT report.*, party.n FROM report CROSS JOIN LATERAL unnest(ARRAY[left(region_id, 2), left(region_id, 4),
        left(region_id, 6), left(region_id, 9), left(region_id, 12)]) WITH ORDINALITY AS level(code, place)
    JOIN party ON party.organisation IS NULL AND party.region = level.code
    WHERE length(region_id) >= (ARRAY[2, 4, 6, 9, 12])[place]
    UNION ALL
    SELECT report.*, party.n FROM report JOIN party ON party.organisation = report.organisation_id
)
SELECT n, count(*), count(*) FILTER (WHERE filed_on <= due_on), count(*) FILTER (WHERE filed_on > due_on),
    count(*) FILTER (WHERE filed_on IS NULL AND due_on < %(on)s)
FROM placed GROUP BY n
"""
RETURNED = """
WITH party AS (
    SELECT region, organisation, n FROM unnest(%(regions)s::text[], %(organisations)s::bigint[])
        WITH ORDINALITY AS t(region, organisation, n)
),
returned AS (
    SELECT r.region_id, r.organisation_id FROM campaigns_reportverdict v
    JOIN campaigns_progressreport r ON r.id = v.report_id
    WHERE r.district_id = ANY(%(districts)s) AND v.verdict = 'returned'
        AND v.decided_at >= %(first_moment)s AND v.decided_at < %(after_moment)s
)
SELECT party.n, count(*) FROM party JOIN returned ON CASE WHEN party.organisation IS NULL
    THEN starts_with(returned.region_id, party.region) ELSE returned.organisation_id = party.organisation END
GROUP BY party.n
"""
COLUMNS = ("reports.due", "reports.on_time", "reports.late", "reports.missing")
FACES = {"reports.on_time": "in_time", "reports.late": "late", "reports.missing": "missing"}


class ReportFigures:
    """What is counted about progress reports."""

    def names(self) -> Collection[str]:
        return (*COLUMNS, "reports.returned")

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        ordered, found = list(parties), {(name, party): Decimal(0) for name in names for party in parties}
        told = {
            "regions": [party.region for party in ordered],
            "organisations": [party.organisation for party in ordered],
            "districts": _districts(ordered),
            "first": period.start,
            "last": period.end,
            "first_moment": period.starts_at,
            "after_moment": period.ends_before,
            "on": local_day(at),
        }
        with connection.cursor() as cursor:
            if set(COLUMNS) & set(names):
                cursor.execute(COUNTED, told)
                for n, *counts in cursor.fetchall():
                    found |= {
                        (name, ordered[n - 1]): Decimal(count) for name, count in zip(COLUMNS, counts, strict=True)
                    }
            if "reports.returned" in names:
                cursor.execute(RETURNED, told)
                found |= {("reports.returned", ordered[n - 1]): Decimal(count) for n, count in cursor.fetchall()}
        return {key: value for key, value in found.items() if key[0] in names}

    def records_url(self, name: str, party: Party, period: Period) -> str:
        query = {"tab": "all", "due_after": period.start.isoformat(), "due_before": period.end.isoformat()}
        if party.organisation is not None:
            query["organisation"] = str(party.organisation)
        else:
            query["place"] = party.region
        if name == "reports.returned":
            query["returned"] = "1"
        elif name in FACES:
            query["face"] = FACES[name]
        return f"{reverse('campaigns:reports')}?{urlencode(query)}"


def _districts(parties: Collection[Party]) -> list[str]:
    """The districts whose reports are looked at: those of the parties, or all below a city or province."""
    codes = {party.region[:6] for party in parties}
    whole = {code for code in codes if len(code) == 6}
    for wider in codes - whole:
        with connection.cursor() as cursor:
            cursor.execute("SELECT code FROM organisations_region WHERE level = 3 AND code LIKE %s", [f"{wider}%"])
            whole |= {row[0] for row in cursor.fetchall()}
    return sorted(whole)


REPORTS = ReportFigures()
