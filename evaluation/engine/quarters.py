"""A quarter computed over all parties of a district, by the rules of ``evaluation.scoring.quarters``."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from ..choices import EvaluationState
from ..models import Evaluation, EvaluationResult, QuarterScheme
from ..scoring import quarters as rules
from ..scoring.adjustments import Adjustment, counted_in
from ..scoring.numbers import mean, ratio, stored, total
from ..scoring.ranking import Standing, rank
from ..scoring.rules import Grade, QuarterComponent
from ..scoring.rules import QuarterScheme as QuarterRules
from . import quarter_inputs as inputs

FROZEN_COLUMNS = (
    "party_kind",
    "region_id",
    "organisation_id",
    "group",
    "months",
    "satisfaction",
    "material",
    "composite",
    "bonus",
    "deduction",
    "final",
    "grade",
    "veto",
    "rank",
    "group_size",
    "checks",
    "responses",
    "sources",
)
SCHEME_COLUMNS = (
    "months_weight",
    "satisfaction_weight",
    "material_weight",
    "bonus_cap",
    "deduction_cap",
    "min_responses",
    "min_sample",
    "excellent_from",
    "good_from",
    "qualified_from",
)


def alone(district: str, quarter: dt.date) -> None:
    """Whoever works on this district's quarter waits for whoever began before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"evaluation:{district}:{quarter}"])


def rules_of(scheme: QuarterScheme) -> QuarterRules:
    """A stored scheme as the arithmetic knows it."""
    return QuarterRules(
        weights={
            QuarterComponent.MONTHS: scheme.months_weight,
            QuarterComponent.SATISFACTION: scheme.satisfaction_weight,
            QuarterComponent.MATERIAL: scheme.material_weight,
        },
        grades={
            Grade.EXCELLENT: scheme.excellent_from,
            Grade.GOOD: scheme.good_from,
            Grade.QUALIFIED: scheme.qualified_from,
        },
        bonus_cap=scheme.bonus_cap,
        deduction_cap=scheme.deduction_cap,
        min_responses=scheme.min_responses,
        min_sample=scheme.min_sample,
    )


def store(evaluation: Evaluation) -> None:
    """Replace an open evaluation's results by what the records say now."""
    period, district = evaluation.period, evaluation.district_id
    found = {
        "months": inputs.months_of(district, period),
        "satisfaction": inputs.satisfaction_of(district, period, least=evaluation.scheme.min_responses),
        "material": inputs.material_of(district, period),
        "adjustments": inputs.adjustments_of(district, period),
        "negatives": inputs.negatives_of(district, period),
    }
    before = _before(evaluation)
    rows = [_result(evaluation, key, found, before.get(key)) for key in found["months"]]
    _rank(rows, evaluation.scheme.min_sample)
    EvaluationResult.objects.filter(evaluation=evaluation).delete()
    EvaluationResult.objects.bulk_create(rows)


def store_party(result: EvaluationResult) -> None:
    """Work out one party anew from its frozen components and the adjustments of now, and rank its group again."""
    evaluation = result.evaluation
    period, district = evaluation.period, evaluation.district_id
    adjustments = inputs.adjustments_of(district, period).get(result.key, [])
    negatives = inputs.negatives_of(district, period).get(result.key, [])
    _finish(result, evaluation, adjustments, negatives)
    group = list(EvaluationResult.objects.filter(evaluation=evaluation, group=result.group).exclude(pk=result.pk))
    rows = [result, *group]
    _rank(rows, evaluation.scheme.min_sample)
    fields = ["bonus", "deduction", "final", "grade", "veto", "rank", "group_size", "composite", "sources"]
    EvaluationResult.objects.bulk_update(rows, fields)


def material_score(lines: Iterable[dict[str, Any]]) -> Decimal | None:
    """``100 × Σ mean earned / Σ possible`` over the indicators that reviewers judged."""
    judged = [line for line in lines if line["possible"] is not None]
    means = [average for line in judged if (average := mean(map(Decimal, line["earned"]))) is not None]
    return ratio(total(means), total(Decimal(line["possible"]) for line in judged))


def digest_of(evaluation: Evaluation) -> str:
    """One hash over all results and the scheme of an evaluation, as its publication freezes them."""
    rows = EvaluationResult.objects.filter(evaluation=evaluation).order_by("party_kind", "region_id", "organisation_id")
    scheme = QuarterScheme.objects.filter(pk=evaluation.scheme_id).values_list(*SCHEME_COLUMNS).get()
    told = {
        "evaluation": [evaluation.district_id, evaluation.quarter.isoformat(), evaluation.version],
        "scheme": scheme,
        "results": list(rows.values_list(*FROZEN_COLUMNS)),
    }
    text = json.dumps(told, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _before(evaluation: Evaluation) -> dict[inputs.Key, EvaluationResult]:
    """The results of the last published quarter before this one, by party."""
    earlier = (
        Evaluation.objects.filter(
            district=evaluation.district_id, quarter__lt=evaluation.quarter, state=EvaluationState.PUBLISHED
        )
        .order_by("-quarter")
        .first()
    )
    return {row.key: row for row in EvaluationResult.objects.filter(evaluation=earlier)} if earlier else {}


def _result(
    evaluation: Evaluation, key: inputs.Key, found: dict[str, Any], before: EvaluationResult | None
) -> EvaluationResult:
    months = found["months"][key]
    satisfaction, responses = found["satisfaction"].get(key, (None, 0))
    material = found["material"].get(key, [])
    result = EvaluationResult(
        evaluation=evaluation,
        party_kind=months[-1]["kind"],
        region_id=key[0],
        organisation_id=key[1],
        group=months[-1]["group"],
        months=_stored(rules.months(Decimal(row["final"]) for row in months if row["final"] is not None)),
        satisfaction=_stored(satisfaction),
        material=_stored(material_score(material)),
        checks=sum(row["checks"] for row in months),
        responses=responses,
        previous_final=before.final if before else None,
        previous_rank=before.rank if before else None,
        sources={"months": months, "material": material},
    )
    _finish(result, evaluation, found["adjustments"].get(key, []), found["negatives"].get(key, []))
    return result


def _finish(result: EvaluationResult, evaluation: Evaluation, adjustments: list, negatives: list) -> None:
    """Put components, adjustments and the negative list together."""
    own = {given.decided.key for given in adjustments if given.is_own}
    of_the_quarter = counted_in(evaluation.period, [given.decided for given in adjustments])
    counted = [one for one in of_the_quarter if one.key in own]
    deducted = [one for entry in negatives if (one := inputs.deduction_of(entry)) is not None]
    veto = any(entry.effect == "veto" for entry in negatives)
    parts = {name: getattr(result, name) for name in QuarterComponent}
    score = rules.score_quarter(parts, rules_of(evaluation.scheme), [*counted, *deducted], vetoed=veto)
    result.composite, result.final = _stored(score.composite), score.final
    result.bonus, result.deduction = score.bonus, score.deduction
    result.grade, result.veto = score.grade or "", veto
    result.sources = {
        **result.sources,
        "adjustments": [
            _adjustment(given.decided, given.reason, given.decided in counted) for given in adjustments if given.is_own
        ],
        "negatives": [
            {
                "entry": entry.pk,
                "item": entry.item_id,
                "name": entry.item.name,
                "effect": entry.effect,
                "points": None if entry.points is None else str(entry.points),
                "ground": entry.ground,
            }
            for entry in negatives
        ],
    }


def _adjustment(one: Adjustment, reason: str, counts: bool) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind.value,
        "points": str(one.points),
        "on": one.on.isoformat(),
        "project": one.project,
        "reason": reason,
        "counts": counts,
    }


def _rank(rows: list[EvaluationResult], least: int) -> None:
    """Ranks within peer groups, by the published number."""
    by_party = {f"{row.region_id}/{row.organisation_id}": row for row in rows}
    standings = [Standing(party, row.group, row.final, row.checks, row.veto) for party, row in by_party.items()]
    for line in rank(standings, least):
        row = by_party[line.standing.party]
        row.rank, row.group_size = line.rank, line.group_size


def _stored(value: Decimal | None) -> Decimal | None:
    return None if value is None else stored(value)
