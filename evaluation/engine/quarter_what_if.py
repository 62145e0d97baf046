"""A published quarter under another scheme, beside what was published; nothing is stored."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..models import Evaluation, EvaluationResult, QuarterScheme
from ..scoring import quarters as rules
from ..scoring.adjustments import Adjustment, AdjustmentKind
from ..scoring.ranking import Standing, rank
from ..scoring.rules import QuarterComponent
from .quarter_inputs import satisfaction_of
from .quarters import rules_of


@dataclass(frozen=True, slots=True)
class ComparedQuarter:
    """One party: its published result; final, grade and rank as they would be."""

    result: EvaluationResult
    final: Decimal | None
    grade: str
    rank: int | None

    @property
    def change(self) -> Decimal | None:
        """How many points the final would change."""
        return None if self.final is None or self.result.final is None else self.final - self.result.final

    @property
    def grade_label(self) -> str:
        """The grade as it would be, in words."""
        return EvaluationResult(grade=self.grade).get_grade_display()


def compare(evaluation: Evaluation, scheme: QuarterScheme) -> list[ComparedQuarter]:
    """Every party of a quarter under a scheme (试算), group by group as it would be ranked, from what was frozen."""
    weighing = rules_of(scheme)
    answered = satisfaction_of(evaluation.district_id, evaluation.period, least=scheme.min_responses)
    rows = EvaluationResult.objects.filter(evaluation=evaluation).select_related("region__parent", "organisation")
    by_party = {f"{row.region_id}/{row.organisation_id}": row for row in rows}
    scores = {}
    for party, row in by_party.items():
        parts = {name: getattr(row, name) for name in QuarterComponent}
        if row.satisfaction is None or row.responses < scheme.min_responses:
            parts[QuarterComponent.SATISFACTION] = answered.get(row.key, (None, 0))[0]
        decided = _decided(row, evaluation.quarter)
        scores[party] = rules.score_quarter(parts, weighing, decided, vetoed=row.veto)
    standings = [
        Standing(party, row.group, scores[party].final, row.checks, row.veto) for party, row in by_party.items()
    ]
    lines = [_line(by_party, scores, ranked) for ranked in rank(standings, scheme.min_sample)]
    return sorted(lines, key=_order)


def _line(by_party: dict[str, EvaluationResult], scores: dict[str, Any], ranked: Any) -> ComparedQuarter:
    party = ranked.standing.party
    score = scores[party]
    return ComparedQuarter(by_party[party], score.final, str(score.grade or ""), ranked.rank)


def _decided(row: EvaluationResult, first: dt.date) -> list[Adjustment]:
    """What was added and deducted, as it is frozen with the result."""
    given = [
        Adjustment(
            one["key"],
            AdjustmentKind(one["kind"]),
            Decimal(one["points"]),
            dt.date.fromisoformat(one["on"]),
            one["project"],
        )
        for one in row.sources.get("adjustments", [])
        if one["counts"]
    ]
    taken = [
        Adjustment(f"negative:{one['entry']}", AdjustmentKind.DEDUCTION, Decimal(one["points"]), first)
        for one in row.sources.get("negatives", [])
        if one["effect"] != "veto" and one["points"] is not None
    ]
    return [*given, *taken]


def _order(line: ComparedQuarter) -> tuple[Any, ...]:
    row = line.result
    place = (line.rank is None, line.rank or 0, -(line.final or 0))
    return (row.party_kind != "region", len(row.region_id or ""), row.group, *place, row.pk)
