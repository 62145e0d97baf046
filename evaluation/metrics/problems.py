"""Figures of problems."""

from foundation.periods import Period

from .sums import Sums

STATEMENT = """
SELECT p.region_id, p.organisation_id,
    count(*) FILTER (WHERE p.found_at >= %(begins)s AND p.found_at < %(ends)s) AS found,
    count(*) FILTER (WHERE p.found_at >= %(begins)s AND p.found_at < %(ends)s
        AND p.severity IN ('serious', 'emergency')) AS serious,
    count(*) FILTER (WHERE p.found_at >= %(begins)s AND p.found_at < %(ends)s AND p.state = 'closed') AS found_closed,
    count(*) FILTER (WHERE p.state = 'closed' AND p.closed_at >= %(begins)s AND p.closed_at < %(ends)s) AS closed,
    count(*) FILTER (WHERE p.found_at < %(ends)s AND p.state <> 'suspended'
        AND (p.closed_at IS NULL OR p.closed_at >= %(ends)s)) AS open,
    count(*) FILTER (WHERE p.state = 'suspended') AS suspended,
    count(*) FILTER (WHERE p.state <> 'suspended' AND p.first_due_at < %(ends)s
        AND (p.closed_at IS NULL OR p.closed_at >= %(ends)s) AND NOT EXISTS (
            SELECT 1 FROM evaluation_rectification r LEFT JOIN evaluation_recheck c ON c.rectification_id = r.id
            WHERE r.problem_id = p.id AND r.filed_at < %(ends)s
                AND (c.id IS NULL OR c.passed OR c.checked_at >= %(ends)s)
    )) AS overdue,
    count(*) FILTER (WHERE p.state <> 'suspended' AND p.first_due_at >= %(begins)s
        AND p.first_due_at < %(ends)s) AS due,
    count(*) FILTER (WHERE p.state <> 'suspended' AND p.first_due_at >= %(begins)s AND p.first_due_at < %(ends)s
        AND p.closed_at <= p.first_due_at) AS in_time
FROM evaluation_problem p
WHERE p.district_id LIKE ANY (%(districts)s) AND p.state NOT IN ('cancelled', 'merged') AND p.found_at < %(ends)s
GROUP BY p.region_id, p.organisation_id
"""


def _found(period: Period) -> dict[str, str]:
    return {"state": "all", "found_min": period.start.isoformat(), "found_max": period.end.isoformat()}


def _closed(period: Period) -> dict[str, str]:
    return {"state": "closed", "closed_min": period.start.isoformat(), "closed_max": period.end.isoformat()}


def _due(period: Period) -> dict[str, str]:
    return {"state": "all", "due_min": period.start.isoformat(), "due_max": period.end.isoformat()}


def _up_to(period: Period) -> dict[str, str]:
    return {"state": "all", "due_max": period.end.isoformat()}


PROBLEMS = Sums(
    statement=STATEMENT,
    columns=(
        "found",
        "serious",
        "found_closed",
        "closed",
        "open",
        "suspended",
        "overdue",
        "due",
        "in_time",
    ),
    figures={
        "problems.found": "found",
        "problems.serious": "serious",
        "problems.closed": "closed",
        "problems.open": "open",
        "problems.suspended": "suspended",
        "problems.overdue": "overdue",
        "problems.closed_rate": ("found_closed", "found"),
        "problems.on_time_rate": ("in_time", "due"),
    },
    view="evaluation:problems",
    filters={
        "problems.found": _found,
        "problems.serious": _found,
        "problems.closed": _closed,
        "problems.closed_rate": _found,
        "problems.on_time_rate": _due,
        "problems.overdue": _up_to,
    },
)
