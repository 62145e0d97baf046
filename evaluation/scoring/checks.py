"""The score of one check, and which checks count."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .items import Judgement
from .numbers import ratio, stored, total

COUNTED_STATES = frozenset({"submitted", "confirmed"})


@dataclass(frozen=True, slots=True)
class CheckScore:
    """What a check earned of what it could earn (督查得分); no score when nothing was applicable."""

    earned: Decimal
    possible: Decimal
    score: Decimal | None


def counts(state: str) -> bool:
    """Whether a check in this state counts; a check that was missed, cancelled or voided never does."""
    return state in COUNTED_STATES


def score_check(judgements: Iterable[Judgement]) -> CheckScore:
    """``100 × Σ earned / Σ possible`` over all items of the check."""
    judged = tuple(judgements)
    earned, possible = total(one.earned for one in judged), total(one.possible for one in judged)
    score = ratio(earned, possible)
    return CheckScore(earned, possible, None if score is None else stored(score))
