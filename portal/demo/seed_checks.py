"""Puts what inspectors answered on record, as their submissions would have."""

import datetime as dt
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from evaluation.choices import CheckState
from evaluation.models import CheckItem
from evaluation.queries.forms import form_of

from .seed_tables import copy_in, run
from .seed_visits import Visit, figure

CONFIRMED_AFTER = 9
CONFIRMED = 0.42
VOIDED = 3
VOID_REASONS = ("督查员误填为相邻点位。", "网络重发造成重复登记。", "点位已搬迁，所查为旧址。")

HEADER = """
    id state reason system_id client_id started_at finished_at received_at longitude latitude accuracy
    earned possible score
"""
ITEM = "check_id indicator_id option count value not_applicable earned possible failed note"
STAGE = """
CREATE TEMPORARY TABLE demo_check (id bigint PRIMARY KEY, state text, reason text, system_id bigint, client_id uuid,
    started_at timestamptz, finished_at timestamptz, received_at timestamptz, longitude numeric, latitude numeric,
    accuracy numeric, earned numeric, possible numeric, score numeric) ON COMMIT DROP
"""
TAKE = """
UPDATE evaluation_check c SET state = d.state, reason = d.reason, system_id = d.system_id, client_id = d.client_id,
    started_at = d.started_at, finished_at = d.finished_at, received_at = d.received_at, longitude = d.longitude,
    latitude = d.latitude, accuracy = d.accuracy, earned = d.earned, possible = d.possible, score = d.score
FROM demo_check d WHERE c.id = d.id
"""
TRAIL = """
INSERT INTO audit_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, before, after)
SELECT c.received_at, c.inspector_id, 'check.submit', 'evaluation.check', c.id::text, c.region_id,
    jsonb_build_object('state', 'drawn', 'inspector', c.inspector_id, 'on', c."on"),
    jsonb_build_object('state', 'submitted', 'on', c."on", 'score', round(c.score, 2)::text, 'failed',
        (SELECT count(*) FROM evaluation_checkitem i WHERE i.check_id = c.id AND i.failed))
FROM evaluation_check c JOIN demo_check d ON d.id = c.id WHERE c.state <> 'cancelled' ORDER BY c.received_at, c.id
"""
DECISIONS = """
INSERT INTO audit_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, before, after)
SELECT (c."on" + CASE c.state WHEN 'cancelled' THEN 0 WHEN 'voided' THEN 2 ELSE (1 + c.id %% 4)::int END + time '17:10')
        AT TIME ZONE 'Asia/Shanghai', %(actor)s,
    CASE c.state WHEN 'confirmed' THEN 'check.confirm' WHEN 'voided' THEN 'check.void' ELSE 'check.cancel' END,
    'evaluation.check', c.id::text, c.region_id,
    jsonb_build_object('state', CASE c.state WHEN 'cancelled' THEN 'drawn' ELSE 'submitted' END),
    jsonb_strip_nulls(jsonb_build_object('state', c.state, 'reason', nullif(c.reason, '')))
FROM evaluation_check c JOIN demo_check d ON d.id = c.id WHERE c.state IN ('confirmed', 'voided', 'cancelled')
ORDER BY c."on", c.id
"""


def decide(visits: Sequence[Visit], *, today: dt.date, seed: int) -> None:
    """What the office did with submitted checks: confirmed many, declared a few void."""
    rng = Random(f"{seed} decisions")
    old = [visit for visit in visits if visit.is_done and (today - visit.on).days > CONFIRMED_AFTER]
    for visit in old:
        if rng.random() < CONFIRMED:
            visit.state = CheckState.CONFIRMED
    faultless = [visit for visit in old if not visit.failed and visit.state == CheckState.SUBMITTED]
    for visit, reason in zip(rng.sample(faultless, min(VOIDED, len(faultless) // 20)), VOID_REASONS, strict=False):
        visit.state, visit.reason = CheckState.VOIDED, reason


def write_checks(visits: Sequence[Visit], *, system: int, office: Any) -> dict[tuple[int, str], int]:
    """Headers, items and audit entries; says which item rows failed, by check and item code."""
    touched = [visit for visit in visits if visit.state != CheckState.DRAWN]
    run(STAGE)
    copy_in("demo_check", HEADER.split(), (_header(visit, system) for visit in touched))
    run(TAKE)
    copy_in("evaluation_checkitem", ITEM.split(), (row for visit in touched for row in _items(visit, system)))
    run(TRAIL)
    run(DECISIONS, actor=office.pk)
    run("DROP TABLE demo_check")
    failed = CheckItem.objects.filter(failed=True, check_record__in={visit.check for visit in touched if visit.failed})
    return {(check, code): pk for pk, check, code in failed.values_list("pk", "check_record", "indicator__code")}


def _header(visit: Visit, system: int) -> tuple[Any, ...]:
    if visit.score is None:
        return (visit.check, visit.state, visit.reason, *[None] * 11)
    longitude, latitude = visit.position or (None, None)
    return (
        visit.check,
        visit.state,
        visit.reason,
        system,
        visit.client_id,
        visit.started_at,
        visit.finished_at,
        visit.received_at,
        longitude,
        latitude,
        visit.accuracy,
        figure(visit.score.earned),
        figure(visit.score.possible),
        figure(visit.score.score),
    )


def _items(visit: Visit, system: int) -> Iterator[tuple[Any, ...]]:
    form = form_of(system, visit.type_id).items if visit.answered else ()
    for item, one in zip(form, visit.answered, strict=True):
        judgement, answer = one.judgement, one.judgement.answer
        yield (
            visit.check,
            item.pk,
            answer.option or "",
            answer.count,
            figure(answer.value),
            answer.na,
            figure(judgement.earned),
            figure(judgement.possible),
            judgement.failed,
            one.note,
        )
