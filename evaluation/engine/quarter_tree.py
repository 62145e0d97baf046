"""What made a quarterly result: components, months, answers, reviewers, adjustments, the negative list."""

from decimal import Decimal
from typing import Any

from ..choices import PartyKind
from ..models import EvaluationResult
from ..scoring.numbers import HUNDRED, ZERO, total
from ..scoring.rules import QuarterComponent
from .quarters import rules_of

COMPONENTS = tuple(name.value for name in QuarterComponent)


def shares_of(result: EvaluationResult) -> dict[str, Decimal]:
    """The share of each component in this result, adding up to 1; 0 for what was left out."""
    weights = rules_of(result.evaluation.scheme).weights
    kept = {name.value: weight if getattr(result, name) is not None else ZERO for name, weight in weights.items()}
    whole = total(kept.values())
    return {name: weight / whole if whole else ZERO for name, weight in kept.items()}


def component_rows(result: EvaluationResult) -> list[dict[str, Any]]:
    """One line for each component: value, weight, share, what it brought and what it cost."""
    shares, weights = shares_of(result), rules_of(result.evaluation.scheme).weights
    return [
        {
            "name": name.value,
            "value": (value := getattr(result, name)),
            "weight": weights[name],
            "share": shares[name.value],
            "brought": None if value is None else shares[name.value] * value,
            "lost": None if value is None else shares[name.value] * (HUNDRED - value),
        }
        for name in QuarterComponent
    ]


def explain(result: EvaluationResult) -> dict[str, Any]:
    """The whole tree as plain data; recombined by the rules it gives exactly the published number."""
    evaluation, party = result.evaluation, result.party
    scheme = evaluation.scheme
    shares, weights = shares_of(result), rules_of(scheme).weights
    return {
        "party": {
            "kind": PartyKind(result.party_kind).value,
            "code": party.code,
            "name": party.name,
        },
        "quarter": evaluation.period.code,
        "version": evaluation.version,
        "status": evaluation.state,
        "final": result.final,
        "composite": result.composite,
        "bonus": result.bonus,
        "deduction": result.deduction,
        "caps": {"bonus": scheme.bonus_cap, "deduction": scheme.deduction_cap},
        "grade": result.grade or None,
        "veto": result.veto,
        "components": {
            name.value: {
                "value": getattr(result, name),
                "weight": weights[name],
                "share": shares[name.value],
            }
            for name in QuarterComponent
        },
        "months": result.sources.get("months", []),
        "satisfaction": {"responses": result.responses, "least": scheme.min_responses},
        "material": result.sources.get("material", []),
        "adjustments": result.sources.get("adjustments", []),
        "negatives": result.sources.get("negatives", []),
    }
