"""The figures of a week in a district: one statement for checks, one for problems, one for sites."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import connection

from foundation.periods import Period

from ..scoring.numbers import published

DRAWN = "state <> 'cancelled'"
DONE = "state IN ('submitted', 'confirmed', 'voided')"
COUNTED = "state IN ('submitted', 'confirmed')"
FOUND = """p.district_id = %(district)s AND p.found_at >= %(begins)s AND p.found_at < %(ends)s
        AND p.state NOT IN ('cancelled', 'merged')"""
CLOSED = """p.district_id = %(district)s AND p.state = 'closed' AND p.closed_at >= %(begins)s
        AND p.closed_at < %(ends)s"""
OVERDUE = """p.district_id = %(district)s AND p.state NOT IN ('cancelled', 'merged', 'suspended')
        AND p.first_due_at < %(ends)s AND (p.closed_at IS NULL OR p.closed_at >= %(ends)s)
        AND NOT EXISTS (
            SELECT 1 FROM evaluation_rectification r LEFT JOIN evaluation_recheck c ON c.rectification_id = r.id
            WHERE r.problem_id = p.id AND r.filed_at < %(ends)s
                AND (c.id IS NULL OR c.passed OR c.checked_at >= %(ends)s)
        )"""
DUE = """p.district_id = %(district)s AND p.state NOT IN ('cancelled', 'merged', 'suspended')
        AND p.first_due_at >= %(begins)s AND p.first_due_at < %(ends)s"""
CHECKS = f"""
SELECT count(*) FILTER (WHERE {DRAWN}) AS drawn,
    count(*) FILTER (WHERE {DONE}) AS done,
    count(*) FILTER (WHERE {COUNTED}) AS checks,
    count(DISTINCT site_id) FILTER (WHERE state IN ('submitted', 'confirmed')) AS sites_checked,
    avg(score) FILTER (WHERE state IN ('submitted', 'confirmed')) AS mean,
    (SELECT count(*) FROM evaluation_site WHERE district_id = %(district)s AND state = 'active') AS sites
FROM evaluation_check WHERE district_id = %(district)s AND "on" BETWEEN %(first)s AND %(last)s
"""
PROBLEMS = f"""
SELECT (SELECT count(*) FROM evaluation_problem p WHERE {FOUND}) AS found,
    (SELECT count(*) FROM evaluation_problem p WHERE {CLOSED}) AS closed,
    overdue.n AS overdue, overdue.organisations AS overdue_organisations, due.n AS due, due.in_time AS in_time,
    (SELECT count(*) FROM evaluation_lapse WHERE district_id = %(district)s AND in_a_row >= 2
        AND recorded_at >= %(begins)s AND recorded_at < %(ends)s) AS second_lapses
FROM (
    SELECT count(*) AS n, count(DISTINCT organisation_id) AS organisations FROM evaluation_problem p WHERE {OVERDUE}
) overdue, (
    SELECT count(*) AS n, count(*) FILTER (WHERE closed_at <= first_due_at) AS in_time
    FROM evaluation_problem p WHERE {DUE}
) due
"""
# The same conditions once more, for the records behind the figures.
RECORDS = f"""
WITH week AS MATERIALIZED (
    SELECT id, state FROM evaluation_check WHERE district_id = %(district)s AND "on" BETWEEN %(first)s AND %(last)s
)
SELECT 'drawn', array_agg(id ORDER BY id) FROM week WHERE {DRAWN}
UNION ALL SELECT 'done', array_agg(id ORDER BY id) FROM week WHERE {DONE}
UNION ALL SELECT 'checks', array_agg(id ORDER BY id) FROM week WHERE {COUNTED}
UNION ALL SELECT 'found', array_agg(p.id ORDER BY p.id) FROM evaluation_problem p WHERE {FOUND}
UNION ALL SELECT 'closed', array_agg(p.id ORDER BY p.id) FROM evaluation_problem p WHERE {CLOSED}
UNION ALL SELECT 'overdue', array_agg(p.id ORDER BY p.id) FROM evaluation_problem p WHERE {OVERDUE}
UNION ALL SELECT 'due', array_agg(p.id ORDER BY p.id) FROM evaluation_problem p WHERE {DUE}
"""
SITES = """
SELECT c.site_id, site.name, place.name, avg(c.score) AS mean, count(*) AS checks, site.organisation_id, site.region_id
FROM evaluation_check c JOIN evaluation_site site ON site.id = c.site_id
JOIN organisations_region place ON place.code = site.region_id
WHERE c.district_id = %(district)s AND c."on" BETWEEN %(first)s AND %(last)s
    AND c.state IN ('submitted', 'confirmed') AND c.score IS NOT NULL
GROUP BY c.site_id, site.name, place.name, site.organisation_id, site.region_id
"""
RANKED = f"""
WITH site AS MATERIALIZED ({SITES})
SELECT 'best', * FROM (SELECT * FROM site ORDER BY mean DESC, checks DESC, site_id LIMIT 5) best
UNION ALL SELECT 'worst', * FROM (SELECT * FROM site ORDER BY mean, checks DESC, site_id LIMIT 5) worst
"""
LISTED = """
SELECT o.id, o.name, count(*) FROM evaluation_lapse l JOIN organisations_organisation o ON o.id = l.organisation_id
WHERE l.district_id = %(district)s AND l.in_a_row >= 2 AND l.recorded_at >= %(begins)s AND l.recorded_at < %(ends)s
GROUP BY o.id, o.name ORDER BY count(*) DESC, o.id
"""
COMPARED = ("checks", "mean", "found", "closed", "overdue", "in_time_rate", "coverage")


def figures_of(district: str, week: Period) -> dict[str, Any]:
    """Everything a bulletin says in numbers, as plain values; ``change`` is against the week before."""
    now, before = _plain(district, week), _plain(district, week.previous())
    now["change"] = {
        name: str(Decimal(now[name]) - Decimal(before[name]))
        for name in COMPARED
        if now[name] is not None and before[name] is not None
    }
    ranked = _rows(RANKED, district, week)
    for side in ("best", "worst"):
        now[side] = [
            {
                "site": site,
                "name": name,
                "place": place,
                "score": str(published(mean)),
                "checks": checks,
                "organisation": organisation,
                "region": region,
            }
            for kind, site, name, place, mean, checks, organisation, region in ranked
            if kind == side
        ]
    listed = _rows(LISTED, district, week)
    now["twice_late"] = [{"organisation": pk, "name": name, "lapses": n} for pk, name, n in listed]
    return now


def records_of(district: str, week: Period) -> dict[str, list[int]]:
    """The records behind the figures, by what they were counted as."""
    return {counted: ids or [] for counted, ids in _rows(RECORDS, district, week)}


def _plain(district: str, week: Period) -> dict[str, Any]:
    ((drawn, done, checks, sites_checked, mean, sites),) = _rows(CHECKS, district, week)
    ((found, closed, overdue, organisations, due, in_time, second),) = _rows(PROBLEMS, district, week)
    return {
        "drawn": drawn,
        "done": done,
        "done_rate": _rate(done, drawn),
        "checks": checks,
        "sites_checked": sites_checked,
        "sites": sites,
        "coverage": _rate(sites_checked, sites),
        "mean": None if mean is None else str(published(mean)),
        "found": found,
        "closed": closed,
        "overdue": overdue,
        "overdue_organisations": organisations,
        "due": due,
        "in_time": in_time,
        "in_time_rate": _rate(in_time, due),
        "second_lapses": second,
    }


def _rate(part: int, whole: int) -> str | None:
    """Per cent with one place, half up; none of nothing."""
    if not whole:
        return None
    return str((Decimal(100 * part) / whole).quantize(Decimal("0.1"), "ROUND_HALF_UP"))


def _rows(statement: str, district: str, week: Period) -> list[tuple[Any, ...]]:
    told = {
        "district": district,
        "first": week.start,
        "last": week.end,
        "begins": week.starts_at,
        "ends": week.ends_before,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return cursor.fetchall()


def day_of(text: str) -> dt.date:
    """The Monday that a week's code names."""
    return Period.parse(text).start
