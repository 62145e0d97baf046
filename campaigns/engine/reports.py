"""Opening and reminding of progress reports as set-based SQL: one statement for a template's period, however many."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

# Who takes part in several subjects of a type (a village in its families) files one report for all of them.
OPEN = """
INSERT INTO campaigns_progressreport (template_id, district_id, region_id, organisation_id, subject_id, level, period,
    starts_on, first_due_on, due_on, remind_on, state, opened_at, draft, reason)
SELECT %(template)s, %(district)s, p.region_id, p.organisation_id,
    CASE WHEN count(*) = 1 THEN min(p.subject_id) END, p.level, %(period)s,
    %(starts_on)s, %(due_on)s, %(due_on)s, %(remind_on)s, 'due', %(at)s, '{}', ''
FROM campaigns_subject s JOIN campaigns_participation p ON p.subject_id = s.id
JOIN campaigns_cycle c ON c.id = s.cycle_id LEFT JOIN organisations_organisation o ON o.id = p.organisation_id
WHERE s.district_id = %(district)s AND s.creation_type = %(creation_type)s AND s.state = 'enrolled'
    AND s.enrolled_on <= %(ends_on)s AND c.state = 'open' AND c.starts_on <= %(ends_on)s AND c.ends_on >= %(starts_on)s
    AND p.level = ANY(%(filed_by)s) AND p.ended_on IS NULL AND o.closed_on IS NULL
    AND coalesce(p.joined_on, s.enrolled_on) <= %(ends_on)s
    AND NOT EXISTS (
        SELECT 1 FROM campaigns_progressreport r JOIN campaigns_reporttemplate t ON t.id = r.template_id
        WHERE r.district_id = %(district)s AND r.starts_on = %(starts_on)s AND t.code = %(code)s
            AND r.region_id = p.region_id AND coalesce(r.organisation_id, 0) = coalesce(p.organisation_id, 0))
GROUP BY p.region_id, p.organisation_id, p.level
ON CONFLICT DO NOTHING
"""
# What a withdrawn subject would have filed is asked of nobody any more.
NOT_WITHDRAWN = """NOT EXISTS (
    SELECT 1 FROM campaigns_subject s WHERE s.id = r.subject_id AND s.state = 'withdrawn')"""
NEAR = f"""
UPDATE campaigns_progressreport r SET reminded_at = %(at)s
WHERE r.district_id = %(district)s AND r.state IN ('due', 'draft') AND r.reminded_at IS NULL
    AND r.remind_on <= %(on)s AND r.due_on >= %(on)s AND {NOT_WITHDRAWN}
RETURNING r.id, r.region_id, r.organisation_id, r.due_on
"""
LATE = f"""
UPDATE campaigns_progressreport r SET late_told_at = %(at)s
WHERE r.district_id = %(district)s AND r.state IN ('due', 'draft') AND r.late_told_at IS NULL
    AND r.due_on < %(on)s AND {NOT_WITHDRAWN}
RETURNING r.id, r.region_id, r.organisation_id, r.due_on
"""
ASKED = """
UPDATE campaigns_progressreport r SET reminded_at = %(at)s
WHERE r.id = ANY(%(ids)s) AND r.district_id = %(district)s AND r.state IN ('due', 'draft', 'returned')
    AND (r.reminded_at IS NULL OR r.reminded_at < %(today)s)
RETURNING r.id, r.region_id, r.organisation_id, r.due_on
"""
# Who files: the officials of exactly the place, else those of its street or town; the officials of the organisation,
# and of the street, town or village whose office it is.
READERS = """
WITH asked AS (
    SELECT region_id, organisation_id, count(*) AS n, min(due_on) AS due
    FROM unnest(%(regions)s::text[], %(organisations)s::bigint[], %(due)s::date[]) AS t(region_id, organisation_id,
        due_on)
    GROUP BY region_id, organisation_id
),
official AS (
    SELECT g.user_id, g.region_id, g.organisation_id FROM accounts_grant g JOIN accounts_user u ON u.id = g.user_id
    WHERE g.role = 'official' AND u.is_active AND g.starts_on <= %(on)s
        AND (g.ends_on IS NULL OR g.ends_on >= %(on)s)
),
reader AS (
    SELECT f.user_id, a.n, a.due FROM asked a JOIN official f ON f.region_id = a.region_id
    WHERE a.organisation_id IS NULL
    UNION ALL
    SELECT f.user_id, a.n, a.due FROM asked a JOIN official f ON f.region_id = left(a.region_id, 9)
    WHERE a.organisation_id IS NULL AND length(a.region_id) = 12
        AND NOT EXISTS (SELECT 1 FROM official x WHERE x.region_id = a.region_id)
    UNION ALL
    SELECT f.user_id, a.n, a.due FROM asked a JOIN official f ON f.organisation_id = a.organisation_id
    UNION ALL
    SELECT f.user_id, a.n, a.due FROM asked a JOIN organisations_organisation o ON o.id = a.organisation_id
    JOIN organisations_organisationkind k ON k.code = o.kind AND k."group" = 'local'
    JOIN official f ON f.region_id = o.region_id WHERE length(o.region_id) > 6
)
SELECT user_id, sum(n), min(due) FROM reader GROUP BY user_id ORDER BY user_id
"""


@dataclass(frozen=True, slots=True)
class Told:
    """Reports that somebody was just told of."""

    ids: tuple[int, ...]
    regions: tuple[str, ...]
    organisations: tuple[int | None, ...]
    due: tuple[dt.date, ...]

    def __len__(self) -> int:
        return len(self.ids)


def run(statement: str, **given: Any) -> list[tuple[Any, ...]]:
    """Run one of the statements above; the rows that it returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall() if cursor.description else []


def alone(district: str) -> None:
    """Whoever opens reports of a district waits for whoever began before."""
    run("SELECT pg_advisory_xact_lock(hashtextextended(%(key)s, 0))", key=f"reports:{district}")


def open_reports(**given: Any) -> int:
    """Open the reports of one template and period in a district; how many were not open yet."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, given)
        return cursor.rowcount


def told(statement: str, **given: Any) -> Told:
    """Mark reports as told of, and say which."""
    rows = run(statement, **given)
    columns = zip(*rows, strict=True) if rows else [()] * 4
    return Told(*(tuple(column) for column in columns))


def readers(of: Told, *, on: dt.date) -> Sequence[tuple[int, int, dt.date]]:
    """Who is to be told: people with the number of their reports and the first day on which one is due."""
    if not of.ids:
        return []
    given = {"regions": list(of.regions), "organisations": list(of.organisations), "due": list(of.due)}
    return [(user, int(count), due) for user, count, due in run(READERS, on=on, **given)]
