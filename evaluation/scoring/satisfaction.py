"""Satisfaction on 0–100 from the five-point scale."""

from collections.abc import Iterable
from decimal import Decimal

SCALE = {
    "very_satisfied": Decimal(100),
    "satisfied": Decimal(80),
    "fair": Decimal(60),
    "dissatisfied": Decimal(30),
    "very_dissatisfied": Decimal(0),
}


def score_of(answers: Iterable[str]) -> Decimal | None:
    """One respondent's satisfaction: the mean of the answers that count; None without any."""
    values = [SCALE[answer] for answer in answers]
    return sum(values, Decimal(0)) / len(values) if values else None


def satisfaction(scores: Iterable[Decimal], *, min_responses: int) -> Decimal | None:
    """A party's satisfaction (满意度): the mean of its respondents; None below the smallest sample."""
    known = list(scores)
    if not known or len(known) < min_responses:
        return None
    return sum(known, Decimal(0)) / len(known)
