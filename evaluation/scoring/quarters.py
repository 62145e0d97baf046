"""Quarters with their grades, years, and cycles of years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .adjustments import Adjustment, adjust
from .flaws import Flaw, RuleRefused
from .items import Judgement
from .numbers import mean, published, ratio, total, weighted_mean
from .rules import Grade, QuarterComponent, QuarterScheme

CYCLE_WEIGHTS = (Decimal(15), Decimal(25), Decimal(60))


@dataclass(frozen=True, slots=True)
class QuarterScore:
    """A party's quarter with its parts (季度考评); a veto (一票否决) costs grade and rank, the number stays visible."""

    components: Mapping[QuarterComponent, Decimal | None]
    composite: Decimal | None
    bonus: Decimal
    deduction: Decimal
    final: Decimal | None
    grade: Grade | None
    vetoed: bool


def months(finals: Iterable[Decimal]) -> Decimal | None:
    """Mean of the quarter's published month finals."""
    return mean(finals)


def material(reviews: Mapping[str, Iterable[Judgement]]) -> Decimal | None:
    """Material review (材料审核): per indicator the mean over its reviewers, then ``100 × Σ earned / Σ possible``.

    A reviewer for whom an indicator is not applicable has no voice in its mean.
    """
    earned, possible = [], []
    for judgements in reviews.values():
        voices = [one for one in judgements if one.possible]
        if (average := mean(one.earned for one in voices)) is not None:
            earned.append(average)
            possible.append(voices[0].possible)
    return ratio(total(earned), total(possible))


def grade(final: Decimal | None, scheme: QuarterScheme, *, vetoed: bool = False) -> Grade | None:
    """The grade of a published number; a veto makes it unqualified, no number has no grade."""
    if vetoed:
        return Grade.UNQUALIFIED
    if final is None:
        return None
    return next((name for name, least in scheme.grades.items() if final >= least), Grade.UNQUALIFIED)


def score_quarter(
    components: Mapping[QuarterComponent, Decimal | None],
    scheme: QuarterScheme,
    adjustments: Iterable[Adjustment] = (),
    *,
    vetoed: bool = False,
) -> QuarterScore:
    """Put a party's quarter together: weighted mean of what is defined, adjustments, published final, grade."""
    parts = {name: components.get(name) for name in QuarterComponent}
    base = weighted_mean((scheme.weights[name], value) for name, value in parts.items() if value is not None)
    result = adjust(base, adjustments, bonus_cap=scheme.bonus_cap, deduction_cap=scheme.deduction_cap)
    graded = grade(result.final, scheme, vetoed=vetoed)
    return QuarterScore(parts, base, result.bonus, result.deduction, result.final, graded, vetoed)


def year(quarters: Iterable[Decimal]) -> Decimal | None:
    """A year's score: the mean of its published quarters."""
    score = mean(quarters)
    return None if score is None else published(score)


def cycle(years: Sequence[Decimal | None], weights: Sequence[Decimal] = CYCLE_WEIGHTS) -> Decimal | None:
    """A cycle's result: its years weighed, oldest first; a year without a score is left out with its weight."""
    if len(years) != len(weights):
        raise RuleRefused("weights", Flaw.MISSING, f"{len(years)} years, {len(weights)} weights")
    score = weighted_mean((weight, value) for weight, value in zip(weights, years, strict=True) if value is not None)
    return None if score is None else published(score)
