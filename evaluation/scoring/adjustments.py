"""Bonuses and deductions: which of them count, and how they change a score."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from foundation.periods import Period

from .flaws import choice, positive
from .numbers import EXACT, clamp, published, total


class AdjustmentKind(StrEnum):
    """Points given (加分) or taken (扣分) by a recorded decision."""

    BONUS = "bonus"
    DEDUCTION = "deduction"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One recorded decision about a party; bonuses of one ``project`` do not add up within a year."""

    key: str
    kind: AdjustmentKind
    points: Decimal
    on: dt.date
    project: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", choice(AdjustmentKind, "kind", self.kind))
        object.__setattr__(self, "points", positive("points", self.points))


def highest_only(adjustments: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    """Only the largest bonus of a project and year counts (就高不就低); of equal ones the earliest."""
    given = tuple(adjustments)
    best: dict[tuple[str, int], Adjustment] = {}
    for one in sorted(filter(_competes, given), key=lambda one: (-one.points, one.on, one.key)):
        best.setdefault((one.project, one.on.year), one)
    return tuple(one for one in given if not _competes(one) or best[one.project, one.on.year] is one)


def counted_in(period: Period, of_the_year: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    """What counts in a month or quarter, judged among all of the year, so that no project is rewarded twice."""
    return tuple(one for one in highest_only(of_the_year) if period.contains(one.on))


def _competes(one: Adjustment) -> bool:
    return one.kind is AdjustmentKind.BONUS and bool(one.project)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What was added and taken after the caps, and the published result."""

    bonus: Decimal
    deduction: Decimal
    final: Decimal | None


def adjust(
    score: Decimal | None, adjustments: Iterable[Adjustment], *, bonus_cap: Decimal, deduction_cap: Decimal
) -> Adjusted:
    """``+ min(Σ bonuses, cap) − min(Σ deductions, cap)``, clamped to 0–100, published; no score stays none."""
    counted = highest_only(adjustments)
    bonus = min(total(one.points for one in counted if one.kind is AdjustmentKind.BONUS), bonus_cap)
    deduction = min(total(one.points for one in counted if one.kind is AdjustmentKind.DEDUCTION), deduction_cap)
    if score is None:
        return Adjusted(bonus, deduction, None)
    with localcontext(EXACT):
        return Adjusted(bonus, deduction, published(clamp(score + bonus - deduction)))
