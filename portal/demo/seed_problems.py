"""Opens a problem for every failing item, or adds to the one that is open, as submissions do."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from evaluation.choices import ProblemState, Severity, Source
from evaluation.engine.numbering import give_numbers
from evaluation.models import Finding, Problem
from evaluation.queries.forms import form_of
from foundation.periods import at_local, local_day

from .seed_lives import Life
from .seed_rectifications import Lives
from .seed_tables import run
from .seed_visits import Visit

OLD = 25
CANCELLED = 0.13
REASONS = (
    "经复核，属当日临时作业，作业结束即清理。",
    "与市级督办问题重复，由市级督办单跟踪。",
    "经核实，权属不在本区，已函告权属单位。",
    "当场立行立改，不再立案。",
    "描述与照片不符，不予认定。",
)
OPENED = """
INSERT INTO audit_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, before, after)
SELECT c.received_at, c.inspector_id,
    CASE WHEN p.found_at = f.found_at THEN 'problem.open' ELSE 'problem.find_again' END,
    'evaluation.problem', p.id::text, p.region_id, NULL,
    jsonb_build_object('check', c.id, 'item', p.item, 'severity', p.severity)
FROM evaluation_finding f JOIN evaluation_problem p ON p.id = f.problem_id
JOIN evaluation_checkitem i ON i.id = f.check_item_id JOIN evaluation_check c ON c.id = i.check_id
WHERE p.district_id = %(district)s ORDER BY c.received_at, f.id
"""
CANCELLATIONS = """
INSERT INTO audit_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, before, after)
SELECT d.at, %(actor)s, 'problem.cancel', 'evaluation.problem', p.id::text, p.region_id,
    jsonb_build_object('state', 'found'), jsonb_build_object('state', 'cancelled', 'reason', p.reason)
FROM unnest(%(problems)s::bigint[], %(moments)s::timestamptz[]) AS d(id, at) JOIN evaluation_problem p ON p.id = d.id
ORDER BY d.at, p.id
"""


@dataclass(slots=True)
class Case:
    """A problem with its life while its findings are gathered; over from a moment on, or still open."""

    row: Problem
    cancelled_at: dt.datetime | None
    life: Life
    findings: list[Finding] = field(default_factory=list)

    @property
    def over_at(self) -> dt.datetime | None:
        return self.cancelled_at or self.life.closed_at


def open_problems(
    visits: Sequence[Visit],
    items: Mapping[tuple[int, str], int],
    *,
    system: int,
    organisations: Mapping[int, int],
    today: dt.date,
    office: Any,
    lives: Lives,
    seed: int,
) -> list[Case]:
    """Problems and findings of all visits in the order in which they were filed."""
    cases, open_cases = [], {}
    for visit in sorted((one for one in visits if one.failed), key=lambda one: (one.finished_at, one.code)):
        form = form_of(system, visit.type_id).by_code
        for one in visit.failed:
            item = form[one.judgement.item.code]
            case = open_cases.get((visit.site, item.code))
            if case is None or (case.over_at and visit.finished_at >= case.over_at):
                row = _problem(visit, item, one.note, organisations[visit.site])
                cancelled_at = _cancelled_at(visit, item.code, today, seed)
                life = Life() if cancelled_at else lives.of(row)
                case = open_cases[visit.site, item.code] = Case(row, cancelled_at, life)
                cases.append(case)
            case.findings.append(
                Finding(check_item_id=items[visit.check, item.code], found_at=visit.finished_at, note=one.note)
            )
    _write(cases, district=visits[0].district if visits else "", office=office, seed=seed)
    return cases


def _problem(visit: Visit, item: Any, note: str, organisation: int) -> Problem:
    return Problem(
        site_id=visit.site,
        district_id=visit.district,
        region_id=visit.region,
        organisation_id=organisation,
        item=item.code,
        description=note or item.name,
        severity=item.severity or Severity.NORMAL,
        source=Source.CHECK,
        found_at=visit.finished_at,
        found_by_id=visit.inspector,
    )


def _cancelled_at(visit: Visit, item: str, today: dt.date, seed: int) -> dt.datetime | None:
    rng = Random(f"{seed} {visit.code} {visit.on} {item} cancelled")
    if (today - visit.on).days <= OLD or rng.random() >= CANCELLED:
        return None
    day = local_day(visit.finished_at) + dt.timedelta(days=rng.randint(1, 6))
    return at_local(day, dt.time(rng.randint(9, 16), rng.randint(0, 59)))


def _write(cases: list[Case], *, district: str, office: Any, seed: int) -> None:
    for case in cases:
        if case.cancelled_at:
            case.row.state = ProblemState.CANCELLED
            case.row.reason = Random(f"{seed} {case.row.site_id} {case.row.found_at} reason").choice(REASONS)
    Problem.objects.bulk_create([case.row for case in cases], batch_size=1000)
    give_numbers(case.row.pk for case in cases)
    give_numbers(case.row.pk for case in cases)
    for case in cases:
        for finding in case.findings:
            finding.problem = case.row
    Finding.objects.bulk_create([one for case in cases for one in case.findings], batch_size=1000)
    cancelled = [case for case in cases if case.cancelled_at]
    run(OPENED, district=district)
    moments = {"problems": [case.row.pk for case in cancelled], "moments": [case.cancelled_at for case in cancelled]}
    run(CANCELLATIONS, actor=office.pk, **moments)
