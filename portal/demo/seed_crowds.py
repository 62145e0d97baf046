"""Checks by the million for whole districts, made in the database from answers that the pure rules judged."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from evaluation.models import SiteType
from evaluation.queries.forms import FormItem, form_of
from evaluation.scoring.answers import Answer
from evaluation.scoring.items import judge
from evaluation.scoring.rules import Direction, Rule

from .seed_tables import copy_in, run
from .seed_visits import figure

BATCH = 200_000
ANSWERED = 200_000  # beyond so many, older checks carry their totals only
FULL, SLIGHT = 0.8, 0.96

STAGE = """
CREATE TEMPORARY TABLE demo_outcome (type_id bigint, indicator_id bigint, code text, name text, severity text,
    low float8, high float8, option text, count int, value numeric, earned numeric, possible numeric, failed boolean
) ON COMMIT DROP;
CREATE TEMPORARY TABLE demo_place ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY md5(s.code)) - 1 AS place, s.*, u.id AS inspector_id
    FROM evaluation_site s JOIN accounts_user u ON u.username = 'inspector_' || s.district_id
    WHERE s.district_id = ANY(%(districts)s);
CREATE UNIQUE INDEX ON demo_place (place);
CREATE TEMPORARY TABLE demo_made (id bigint PRIMARY KEY, place bigint, day date, at timestamptz) ON COMMIT DROP;
"""
OUTCOME = "type_id indicator_id code name severity low high option count value earned possible failed"
MAKE = """
TRUNCATE demo_made;
INSERT INTO demo_made SELECT nextval(pg_get_serial_sequence('evaluation_check', 'id')), n %% %(places)s, day,
    (day + time '08:30' + make_interval(mins => (n * 7 %% 500)::int)) AT TIME ZONE 'Asia/Shanghai'
FROM (SELECT n, %(first)s::date + (n * %(days)s / %(checks)s)::int AS day
      FROM generate_series(%(low)s::bigint, %(high)s) n) made
"""
ITEMS = """
INSERT INTO evaluation_checkitem
    (check_id, indicator_id, option, count, value, not_applicable, earned, possible, failed, note)
SELECT m.id, o.indicator_id, o.option, o.count, o.value, false, o.earned, o.possible, o.failed,
    CASE WHEN o.failed THEN left(o.name, 490) || '，未达要求' ELSE '' END
FROM demo_made m JOIN demo_place s USING (place) JOIN demo_outcome o ON o.type_id = s.type_id
CROSS JOIN LATERAL (SELECT (hashint8extended(m.id, o.indicator_id) & 268435455) / 268435456.0 AS lot) drawn
WHERE lot >= o.low AND lot < o.high
"""
CHECKS = """
INSERT INTO evaluation_check (id, site_id, district_id, region_id, organisation_id, "on", state, inspector_id,
    system_id, client_id, started_at, finished_at, received_at, longitude, latitude, accuracy, earned, possible, score,
    remark, reason)
SELECT m.id, s.id, s.district_id, s.region_id, s.organisation_id, m.day, 'submitted', s.inspector_id, %(system)s,
    md5('demonstration ' || m.id)::uuid, m.at, m.at + interval '9 minutes', m.at + interval '10 minutes',
    s.longitude, s.latitude, 12, t.earned, t.possible, round(100 * t.earned / t.possible, 15), '', ''
FROM demo_made m JOIN demo_place s USING (place) JOIN LATERAL ({totals}) t ON true
"""
FROM_ITEMS = (
    "SELECT sum(earned) AS earned, sum(possible) AS possible FROM evaluation_checkitem i WHERE i.check_id = m.id"
)
BY_LOT = "SELECT 70 + (m.id * 7919 % 30000) / 1000.0 AS earned, 100 AS possible"
PROBLEMS = """
INSERT INTO evaluation_problem (site_id, district_id, region_id, organisation_id, item, description, severity, source,
    state, found_at, found_by_id, provisional, returns, reason)
SELECT DISTINCT ON (c.site_id, o.code) c.site_id, c.district_id, c.region_id, c.organisation_id, o.code, i.note,
    o.severity, 'check', 'found', c.finished_at, c.inspector_id, false, 0, ''
FROM demo_made m JOIN evaluation_check c ON c.id = m.id JOIN evaluation_checkitem i ON i.check_id = c.id AND i.failed
JOIN demo_place s ON s.place = m.place
JOIN demo_outcome o ON o.indicator_id = i.indicator_id AND o.type_id = s.type_id AND o.failed
ORDER BY c.site_id, o.code, c.finished_at, c.id ON CONFLICT DO NOTHING
"""
FINDINGS = """
INSERT INTO evaluation_finding (problem_id, check_item_id, found_at, note)
SELECT p.id, i.id, c.finished_at, i.note
FROM demo_made m JOIN evaluation_check c ON c.id = m.id JOIN evaluation_checkitem i ON i.check_id = c.id AND i.failed
JOIN evaluation_indicator k ON k.id = i.indicator_id
JOIN evaluation_problem p ON p.site_id = c.site_id AND p.item = k.code AND p.state = 'found'
"""


def seed_crowds(districts: list[str], *, checks: int, first: dt.date, days: int, system: int) -> None:
    """So many checks, spread evenly over sites and days, the latest of them with all their answers."""
    run(STAGE, districts=districts)
    copy_in("demo_outcome", OUTCOME.split(), _outcomes(system))
    run("ANALYZE demo_outcome; ANALYZE demo_place")
    told: dict[str, Any] = {"places": _count("demo_place"), "first": first, "days": days, "checks": checks}
    for low, high in _batches(checks):
        run(MAKE, low=low, high=high, **told)
        run("ANALYZE demo_made")
        if low >= checks - ANSWERED:
            run(ITEMS)
            run(CHECKS.format(totals=FROM_ITEMS), system=system)
            run(PROBLEMS)
            run(FINDINGS)
        else:
            run(CHECKS.format(totals=BY_LOT.replace("%", "%%")), system=system)
        run("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _batches(checks: int) -> Iterator[tuple[int, int]]:
    """From the oldest to the latest, cut where answers begin to be kept."""
    low = 0
    while low < checks:
        high = min(checks, low + BATCH)
        if low < checks - ANSWERED < high:
            high = checks - ANSWERED
        yield low, high - 1
        low = high


def _outcomes(system: int) -> Iterator[tuple[Any, ...]]:
    for kind in SiteType.objects.filter(retired_on=None).order_by("pk"):
        for item in form_of(system, kind.pk).items:
            shares = ((0.0, 1.1),) if item.rule.bundle else ((0.0, FULL), (FULL, SLIGHT), (SLIGHT, 1.1))
            for (low, high), answer in zip(shares, _answers(item), strict=False):
                one = judge(item.rule, answer)
                yield (
                    kind.pk, item.pk, item.code, item.name, item.severity or "normal", low, high, answer.option or "",
                    answer.count, figure(answer.value), figure(one.earned), figure(one.possible), one.failed,
                )  # fmt: skip


def _answers(item: FormItem) -> Iterable[Answer]:
    """The best answer, a middling one, a bad one."""
    rule = item.rule
    if rule.rule is Rule.GRADED:
        labels = [option.label for option in sorted(rule.options, key=lambda one: -one.rate)]
        return [Answer(option=label) for label in (labels[0], labels[min(1, len(labels) - 1)], labels[-1])]
    if rule.rule is Rule.COUNTED:
        return [Answer(count=count) for count in (0, 1, int(rule.points / (rule.deduct_each or rule.points)))]
    target = rule.target or Decimal(1)
    factors = (Decimal(1), Decimal("1.25"), Decimal(3)) if rule.direction is Direction.LOWER else (1, Decimal("0.8"), 0)
    return [Answer(value=target * factor) for factor in factors]


def _count(table: str) -> int:
    return run(f"SELECT 1 FROM {table}")
