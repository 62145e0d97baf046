"""One respondent's satisfaction from the five-point scale; the party's is worked out in ``parties``."""

from collections.abc import Iterable
from decimal import Decimal

from .numbers import mean
from .parties import SATISFACTION_POINTS

SCALE = {str(level): points for level, points in SATISFACTION_POINTS.items()}


def score_of(answers: Iterable[str]) -> Decimal | None:
    """The mean of the answers that count; None without any."""
    return mean(SCALE[answer] for answer in answers)
