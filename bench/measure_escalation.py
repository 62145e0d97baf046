"""Escalation of 100,000 open problems: on a usual run, and when every one of them has lapsed."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from evaluation.actions import escalation
from evaluation.actions.escalation import Escalated

from . import data
from .figures import Figure, seconds

DISTRICT, SITES, OPEN = "990107", 2000, 100_000
FILL = """
INSERT INTO evaluation_problem (site_id, district_id, region_id, organisation_id, item, description, severity, source,
    state, found_at, assigned_at, due_at, first_due_at, remind_at, provisional, returns, reason)
SELECT s.id, s.district_id, s.region_id, s.organisation_id, '', 'bench',
    (ARRAY['minor', 'normal', 'serious', 'emergency'])[1 + n %% 4], 'check', 'assigned',
    %(now)s - interval '9 days', %(now)s - interval '9 days', %(now)s + interval '1 day' + n * interval '1 second',
    %(now)s + interval '1 day', %(now)s + interval '6 hours', false, 0, ''
FROM generate_series(1, %(count)s) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS k FROM evaluation_site WHERE district_id = %(district)s) s
    ON s.k = 1 + n %% %(sites)s
"""
# Of 100,000 open problems 2,000 near their deadline and 1,000 pass it within ten minutes: a very bad day.
USUAL = """
UPDATE evaluation_problem SET
    remind_at = CASE WHEN id %% 100 < 2 THEN %(now)s ELSE remind_at END,
    due_at = CASE WHEN id %% 100 = 2 THEN %(now)s - interval '1 minute' ELSE due_at END
WHERE district_id = %(district)s
"""
ALL = "UPDATE evaluation_problem SET due_at = %(now)s - interval '1 minute' WHERE district_id = %(district)s"


def measure(scale: int) -> list[Figure]:
    """One run each. That all lapse at once takes an outage of weeks; even that is over before the next run."""
    data.rules()
    data.district(DISTRICT, sites=SITES)
    now = timezone.now()
    _run(FILL, now)
    _run(USUAL, now)
    data.settle()
    usual = seconds(lambda: _escalate(now))
    again = seconds(lambda: _escalate(now))
    later = now + dt.timedelta(days=1)
    _run(ALL, later)
    data.settle()
    whole = seconds(lambda: _escalate(later))
    return [
        Figure("escalation, 100,000 open problems, 3,000 of them due", usual, "s", 10),
        Figure("escalation, 100,000 open problems, none of them due", again, "s", 1),
        Figure("escalation, 100,000 open problems, every one of them lapsed", whole, "s", 10),
    ]


def _escalate(now: dt.datetime) -> Escalated:
    return escalation.escalate(DISTRICT, actor=None, at=now)


def _run(statement: str, now: dt.datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"now": now, "district": DISTRICT, "sites": SITES, "count": OPEN})
