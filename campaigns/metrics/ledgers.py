"""Figures of ledgers: counts, sums and least values over verified entries, and the coverage of places."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.organisations.models import Region
from foundation.periods import Period, local_day

# The figure whose places are counted, of all communities and villages.
COVERAGE = {
    "lectures.coverage_rate": "lectures.sessions",
    "rules.coverage_rate": "rules.in_force",
    "councils.coverage_rate": "councils.weddings_funerals",
}
GALAS, GALA = "tours.gala_editions", "tours.galas"
COMPLETION = "facilities.completion_rate"
OWN = frozenset([*COVERAGE, GALAS, COMPLETION])

PARTIES = """
    party AS (SELECT * FROM unnest(%(regions)s::text[], %(organisations)s::bigint[])
        WITH ORDINALITY p(region, organisation, n)),
    width AS (SELECT DISTINCT length(region) AS digits FROM party WHERE organisation IS NULL)
"""
# One row for each figure and place or organisation, then summed up the tree: parties never multiply the entries.
LEAVES = """
    leaf AS (
        SELECT a.figure, a.region_id, a.organisation_id, sum(a.amount) AS total, min(a.amount) AS least
        FROM campaigns_ledgeramount a
        WHERE a.district_id = ANY(%(districts)s) AND a.figure = ANY(%(during)s)
            AND a.starts_on BETWEEN %(start)s AND %(end)s
        GROUP BY 1, 2, 3
        UNION ALL
        SELECT a.figure, a.region_id, a.organisation_id, sum(a.amount), min(a.amount)
        FROM campaigns_ledgeramount a
        WHERE a.district_id = ANY(%(districts)s) AND a.figure = ANY(%(at_end)s) AND a.starts_on <= %(day)s
            AND (a.ends_on IS NULL OR a.ends_on > %(day)s)
        GROUP BY 1, 2, 3
        UNION ALL
        SELECT %(galas)s, a.region_id, a.organisation_id, sum(a.amount), min(a.amount)
        FROM campaigns_ledgeramount a
        WHERE a.district_id = ANY(%(districts)s) AND a.figure = ANY(%(ever)s) AND a.starts_on <= %(end)s
        GROUP BY 1, 2, 3
    )
"""
FIGURES = f"""
    WITH {PARTIES}, {LEAVES}
    SELECT party.n, leaf.figure, sum(leaf.total), min(leaf.least),
        count(DISTINCT leaf.region_id) FILTER (WHERE leaf.organisation_id IS NULL AND length(leaf.region_id) = 12)
    FROM leaf CROSS JOIN width
    JOIN party ON party.organisation IS NULL AND length(party.region) = width.digits
        AND party.region = left(leaf.region_id, width.digits)
    GROUP BY 1, 2
    UNION ALL
    SELECT party.n, leaf.figure, sum(leaf.total), min(leaf.least), 0
    FROM leaf JOIN party ON party.organisation = leaf.organisation_id GROUP BY 1, 2
"""
VILLAGES = f"""
    WITH {PARTIES}
    SELECT party.n, count(*) FROM width CROSS JOIN organisations_region r
    JOIN party ON party.organisation IS NULL AND length(party.region) = width.digits
        AND party.region = left(r.code, width.digits)
    WHERE r.level = 5 AND left(r.code, 6) = ANY(%(districts)s) GROUP BY 1
"""
PLANNED = f"""
    WITH {PARTIES}, leaf AS (
        SELECT e.region_id, e.organisation_id, count(*) AS planned,
            count(*) FILTER (WHERE e.values ->> 'completed_on' <= e.values ->> 'planned_on') AS kept
        FROM campaigns_ledgerentry e
        WHERE e.district_id = ANY(%(districts)s) AND e.ledger = 'facility_shortfalls' AND e.verified_at IS NOT NULL
            AND e.state NOT IN ('reversed', 'withdrawn') AND e.reverses_id IS NULL
            AND e.values ->> 'planned_on' BETWEEN %(start)s::text AND %(end)s::text
        GROUP BY 1, 2)
    SELECT party.n, sum(leaf.planned), sum(leaf.kept) FROM leaf CROSS JOIN width
    JOIN party ON party.organisation IS NULL AND length(party.region) = width.digits
        AND party.region = left(leaf.region_id, width.digits)
    GROUP BY 1
    UNION ALL
    SELECT party.n, sum(leaf.planned), sum(leaf.kept)
    FROM leaf JOIN party ON party.organisation = leaf.organisation_id GROUP BY 1
"""
CODES = """
    SELECT DISTINCT ON (f ->> 'code') f ->> 'code', k.nature = 'register', f ->> 'of'
    FROM campaigns_ledgerkind k, jsonb_array_elements(k.figures) f ORDER BY 1
"""
HUNDRED = Decimal(100)


class LedgerFigures:
    """The figures that ledgers define, for many parties in one statement."""

    def names(self) -> Collection[str]:
        return {name for name, _register, _measure in _rows(CODES)} | OWN

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        wanted, asked = set(names), list(parties)
        known = {name: (register, measure) for name, register, measure in _rows(CODES)}
        needed = {COVERAGE.get(name, name) for name in wanted}
        told = _told(asked, period, at) | {
            "during": sorted(name for name in needed & set(known) if not known[name][0]),
            "at_end": sorted(name for name in needed & set(known) if known[name][0]),
            "galas": GALAS,
            "ever": [GALA] if GALAS in wanted else [],
        }
        rows = _rows(FIGURES, **told)
        found = {(n, name): (plain(total), plain(least), places) for n, name, total, least, places in rows}
        values: Values = {}
        for n, party in enumerate(asked, start=1):
            for name in wanted - set(COVERAGE) - {COMPLETION}:
                total, least, _places = found.get((n, name), (Decimal(0), None, 0))
                values[name, party] = least if known.get(name, (False, ""))[1] == "min" else total
        if wanted & set(COVERAGE):
            values |= _coverage(wanted & set(COVERAGE), asked, found, dict(_rows(VILLAGES, **told)))
        if COMPLETION in wanted:
            kept = {n: HUNDRED * done / planned for n, planned, done in _rows(PLANNED, **told)}
            values |= {(COMPLETION, party): kept.get(n) for n, party in enumerate(asked, start=1)}
        return values

    def records_url(self, name: str, party: Party, period: Period) -> str:
        """The list of the entries that a figure counts."""
        if name == COMPLETION:
            name = "facilities.listed"
        query = {"figure": COVERAGE.get(name, GALA if name == GALAS else name), "period": period.code}
        if party.organisation is None:
            query["region"] = party.region
        else:
            query["organisation"] = str(party.organisation)
        return f"{reverse('campaigns:ledger-entries')}?{urlencode(query)}"


def plain(value: Decimal) -> Decimal:
    """The number without the zeros that its column adds behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _coverage(names: Collection[str], parties: list[Party], found: dict, villages: dict[int, int]) -> Values:
    values: Values = {}
    for n, party in enumerate(parties, start=1):
        for name in names:
            covered = found.get((n, COVERAGE[name]), (0, None, 0))[2]
            whole = villages.get(n, 0)
            values[name, party] = HUNDRED * covered / Decimal(whole) if whole else None
    return values


def _told(parties: list[Party], period: Period, at: dt.datetime) -> dict:
    """Parties as arrays, and the districts in which their entries lie."""
    above = {party.region for party in parties if len(party.region) < 6}
    districts = {party.region[:6] for party in parties if len(party.region) >= 6}
    for code in above:
        districts.update(Region.objects.districts().under(code).values_list("code", flat=True))
    return {
        "regions": [party.region for party in parties],
        "organisations": [party.organisation for party in parties],
        "districts": sorted(districts),
        "start": period.start,
        "end": period.end,
        "day": min(period.end, local_day(at)),
    }


def _rows(statement: str, **told) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, told or None)
        return cursor.fetchall()
