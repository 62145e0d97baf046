"""Escalation of problems as set-based SQL: what is due, and one statement for each table."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ..scoring.deadlines import Policy
from .arrays import literal

# Whom somebody else is changing right now is taken by the next run; two runs at once share nothing.
NEAR = """
SELECT p.id, EXISTS (
    SELECT 1 FROM evaluation_notice n WHERE n.problem_id = p.id AND n.organisation_id = p.organisation_id
    AND n.kind = 'reminder' AND n.due_at = p.due_at)
FROM evaluation_problem p
WHERE p.district_id = %(district)s AND p.state IN ('assigned', 'returned') AND p.remind_at IS NOT NULL
  AND p.remind_at <= %(at)s AND p.due_at >= %(at)s
ORDER BY p.due_at, p.id FOR UPDATE OF p SKIP LOCKED
"""
LAPSED = """
SELECT id FROM evaluation_problem
WHERE district_id = %(district)s AND state IN ('assigned', 'returned') AND due_at < %(at)s AND lapses < %(most)s
ORDER BY due_at, id FOR UPDATE SKIP LOCKED
"""
UNSIGNED = """
SELECT n.id FROM evaluation_notice n JOIN evaluation_problem p ON p.id = n.problem_id
WHERE n.district_id = %(district)s AND n.received_at IS NULL AND n.nudged_at IS NULL AND n.issued_at < %(before)s
  AND n.withdrawn_at IS NULL
  AND p.state IN ('assigned', 'returned', 'rectified') AND p.organisation_id = n.organisation_id
ORDER BY n.id FOR UPDATE OF n SKIP LOCKED
"""
LAPSE = """
INSERT INTO evaluation_lapse
    (problem_id, district_id, region_id, organisation_id, number, in_a_row, due_at, recorded_at, points)
SELECT p.id, p.district_id, p.region_id, p.organisation_id, 1 + COALESCE(before.number, 0), p.lapses + 1, p.due_at,
    %(at)s, s.points
FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS asked(id, n) JOIN evaluation_problem p USING (id)
JOIN unnest(%(severities)s::text[], %(points)s::numeric[]) AS s(severity, points) ON s.severity = p.severity
LEFT JOIN (SELECT problem_id, max(number) AS number FROM evaluation_lapse WHERE problem_id = ANY(%(ids)s)
    GROUP BY problem_id) before ON before.problem_id = p.id
ORDER BY asked.n RETURNING id, problem_id, number, in_a_row
"""
NEW_DEADLINE = """
UPDATE evaluation_problem p SET lapses = p.lapses + 1, due_at = s.due_at, provisional = s.provisional,
    remind_at = s.remind_at, clock_from = s.clock_from, clock_amount = s.clock_amount, clock_unit = s.clock_unit,
    clock_is_rest = s.clock_is_rest
FROM unnest(%(severities)s::text[], %(due_at)s::timestamptz[], %(provisional)s::boolean[], %(remind_at)s::timestamptz[],
    %(clock_from)s::timestamptz[], %(clock_amount)s::int[], %(clock_unit)s::text[], %(clock_is_rest)s::boolean[])
    AS s(severity, due_at, provisional, remind_at, clock_from, clock_amount, clock_unit, clock_is_rest)
WHERE p.id = ANY(%(ids)s) AND s.severity = p.severity
"""
# After the second lapse in a row the interview is the next step; more notices would tell nobody anything.
MOST_LAPSES = 2
REMINDED = "UPDATE evaluation_problem SET remind_at = NULL WHERE id = ANY(%(ids)s)"
# Rows of this very run are named by their keys: the planner knows nothing yet of what was just written.
ISSUE = """
INSERT INTO evaluation_notice (district_id, region_id, kind, year, serial, problem_id, organisation_id, issued_at,
    due_at, lapse, copied_to)
SELECT p.district_id, p.region_id, %(kind)s, %(year)s, %(first)s + asked.n - 1, p.id, p.organisation_id, %(at)s,
    p.due_at, asked.lapse, COALESCE(c.names, '')
FROM unnest(%(ids)s::bigint[], %(lapses)s::smallint[]) WITH ORDINALITY AS asked(id, lapse, n)
JOIN evaluation_problem p USING (id)
LEFT JOIN unnest(%(regions)s::text[], %(copies)s::text[]) AS c(region_id, names) ON c.region_id = p.region_id
RETURNING id, organisation_id, region_id
"""
INTERVIEW = """
INSERT INTO evaluation_interview (lapse_id, problem_id, district_id, region_id, organisation_id, asked_at, present,
    record)
SELECT l.id, l.problem_id, l.district_id, l.region_id, l.organisation_id, %(at)s, '', ''
FROM evaluation_lapse l WHERE l.id = ANY(%(ids)s) ORDER BY l.id RETURNING id
"""
NUDGE = """
UPDATE evaluation_notice SET nudged_at = %(at)s WHERE id = ANY(%(ids)s) RETURNING organisation_id
"""
TRAIL_HEAD = """
INSERT INTO audit_auditentry (at, verb, subject_type, subject_id, region_code, before, after)
"""
TRAIL_OF_LAPSES = (
    TRAIL_HEAD
    + """
SELECT %(at)s, 'problem.lapse', 'evaluation.problem', p.id::text, p.region_id,
    jsonb_build_object('due_at', l.due_at),
    jsonb_build_object('due_at', p.due_at, 'lapses', p.lapses, 'points', l.points::text)
FROM evaluation_lapse l JOIN evaluation_problem p ON p.id = l.problem_id WHERE l.id = ANY(%(ids)s)
"""
)
TRAIL_OF_NOTICES = (
    TRAIL_HEAD
    + """
SELECT %(at)s, %(verb)s, 'evaluation.notice', n.id::text, n.region_id, NULL, jsonb_build_object('kind', n.kind,
    'number', '〔' || n.year || '〕' || n.serial || '号', 'problem', n.problem_id, 'due_at', n.due_at)
FROM evaluation_notice n WHERE n.id = ANY(%(ids)s)
"""
)
TRAIL_OF_INTERVIEWS = (
    TRAIL_HEAD
    + """
SELECT %(at)s, 'interview.ask', 'evaluation.interview', i.id::text, i.region_id, NULL,
    jsonb_build_object('problem', i.problem_id, 'organisation', i.organisation_id)
FROM evaluation_interview i WHERE i.id = ANY(%(ids)s)
"""
)

NUMBERS = ("ids", "lapses")
Issued = list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Lapsed:
    """One lapse that was just written down."""

    lapse: int
    problem: int
    number: int
    in_a_row: int


def run(statement: str, **given: Any) -> list[tuple[Any, ...]]:
    """Run one of the statements above; the rows that it returns."""
    told = {name: literal(given[name]) if name in NUMBERS else given[name] for name in given}
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return cursor.fetchall() if cursor.description else []


def near(district: str, at: dt.datetime) -> tuple[list[int], list[int]]:
    """Problems whose reminder is due (提醒), locked; and those that were reminded of this deadline before."""
    rows = run(NEAR, district=district, at=at)
    return [pk for pk, was_reminded in rows if not was_reminded], [pk for pk, was_reminded in rows if was_reminded]


def lapsed(district: str, at: dt.datetime) -> list[int]:
    """Problems whose deadline has passed without an answer (逾期), locked, the oldest deadline first.

    What has lapsed twice in a row waits for its interview and is not supervised any more.
    """
    return [pk for (pk,) in run(LAPSED, district=district, at=at, most=MOST_LAPSES)]


def unsigned(district: str, before: dt.datetime) -> list[int]:
    """Notices that nobody has signed for in time and nobody was reminded of, locked."""
    return [pk for (pk,) in run(UNSIGNED, district=district, before=before)]


def record_lapses(
    ids: Sequence[int], policies: Mapping[str, Policy], columns: Mapping[str, Mapping[str, Any]], at: dt.datetime
) -> list[Lapsed]:
    """Write the lapses down and give each problem its new deadline: at one moment the same for all of a severity."""
    severities = list(policies)
    points = [policies[one].deduct_per_lapse for one in severities]
    made = [Lapsed(*row) for row in run(LAPSE, ids=ids, at=at, severities=severities, points=points)]
    names = ("due_at", "provisional", "remind_at", "clock_from", "clock_amount", "clock_unit", "clock_is_rest")
    given = {name: [columns[one][name] for one in severities] for name in names}
    run(NEW_DEADLINE, ids=ids, severities=severities, **given)
    run(TRAIL_OF_LAPSES, ids=[one.lapse for one in made], at=at)
    return made


def insert_notices(
    ids: Sequence[int],
    *,
    lapses: Sequence[int | None],
    kind: str,
    year: int,
    first: int,
    copies: Mapping[str, str],
    at: dt.datetime,
) -> Issued:
    """Notices of the problems in their order, numbered from ``first``: key, organisation and region of each."""
    places = {"regions": list(copies), "copies": list(copies.values())}
    made = run(ISSUE, ids=ids, lapses=lapses, kind=kind, year=year, first=first, at=at, **places)
    run(TRAIL_OF_NOTICES, ids=[pk for pk, _organisation, _region in made], verb="notice.issue", at=at)
    return made


def ask_for_interviews(lapses: Sequence[int], at: dt.datetime) -> int:
    """Interviews that the lapses call for; how many."""
    if not lapses:
        return 0
    made = [pk for (pk,) in run(INTERVIEW, ids=lapses, at=at)]
    run(TRAIL_OF_INTERVIEWS, ids=made, at=at)
    return len(made)
