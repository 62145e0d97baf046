"""What an answer earns, what it loses and why, and whether the item has failed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import StrEnum

from .answers import Answer, AnswerDoesNotFit, Misfit
from .numbers import EXACT, ZERO, stored
from .rules import Direction, ItemRule, Method


class Reason(StrEnum):
    """Why points were lost."""

    GRADE = "grade"
    OCCURRENCES = "occurrences"
    BELOW_TARGET = "below_target"
    ABOVE_TARGET = "above_target"
    ALL_OR_NONE = "all_or_none"


@dataclass(frozen=True, slots=True)
class Loss:
    """Points lost for one reason: what was found, and the rate, deduction or target it was held against.

    For an all-or-none parent, ``found`` is the parent's code and nothing is held against it.
    """

    reason: Reason
    points: Decimal
    found: str | int | Decimal
    against: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judged item (单项结果): ``earned`` and the points of ``losses`` always add up to ``possible``.

    ``failed`` speaks of the item itself: points withheld by an all-or-none parent do not make it fail.
    """

    item: ItemRule
    answer: Answer
    earned: Decimal
    possible: Decimal
    failed: bool
    losses: tuple[Loss, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether nothing was lost."""
        return self.earned == self.possible


def judge(item: ItemRule, answer: Answer, *, says_failed: bool = False) -> Judgement:
    """Work out one item by itself; an item that is not applicable counts for nothing and cannot fail."""
    if answer.na:
        return Judgement(item, answer, ZERO, ZERO, failed=False)
    earned, reason, found, against = _earned(item, answer)
    lost = item.points - earned
    losses = (Loss(reason, lost, found, against),) if lost else ()
    return Judgement(item, answer, earned, item.points, fails(item, earned, says_failed=says_failed), losses)


def fails(item: ItemRule, earned: Decimal, *, says_failed: bool = False) -> bool:
    """An item fails when it earns less than its pass rate of its points, or when the inspector says so."""
    with localcontext(EXACT):
        return says_failed or earned < item.pass_rate * item.points


def withhold(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """All or none (全有或全无): under such a parent nothing is earned unless every applicable child is full."""
    judged = tuple(judgements)
    broken = {one.item.bundle for one in judged if one.item.bundle and not one.is_full}
    return tuple(_withheld(one) if one.item.bundle in broken and one.earned else one for one in judged)


def judge_all(answered: Iterable[tuple[ItemRule, Answer, bool]]) -> tuple[Judgement, ...]:
    """Judge a whole form: rule, answer and whether the inspector says it failed, parents included."""
    return withhold(judge(item, answer, says_failed=says_failed) for item, answer, says_failed in answered)


def _withheld(one: Judgement) -> Judgement:
    loss = Loss(Reason.ALL_OR_NONE, one.earned, one.item.bundle)
    return replace(one, earned=ZERO, losses=(*one.losses, loss))


def _earned(item: ItemRule, answer: Answer) -> tuple[Decimal, Reason, str | int | Decimal, Decimal | None]:
    """Points earned, and the reason for those that are not, with what was found and what it was held against."""
    with localcontext(EXACT):
        if answer.certificate is not None and item.method is Method.MATERIAL:
            return item.points, Reason.GRADE, answer.certificate, None
        if answer.option is not None and (rate := item.rate_of(answer.option)) is not None:
            return stored(item.points * rate), Reason.GRADE, answer.option, rate
        if answer.count is not None and item.deduct_each is not None:
            earned = max(ZERO, item.points - answer.count * item.deduct_each)
            return stored(earned), Reason.OCCURRENCES, answer.count, item.deduct_each
        if answer.value is not None and item.target is not None:
            return _measured(item, answer.value, item.target)
    raise AnswerDoesNotFit(item.code, Misfit.WRONG_KIND)


def _measured(item: ItemRule, value: Decimal, target: Decimal) -> tuple[Decimal, Reason, Decimal, Decimal]:
    if item.direction is Direction.HIGHER:
        earned = item.points if value >= target else item.points * value / target
        return stored(earned), Reason.BELOW_TARGET, value, target
    earned = item.points if value <= target else item.points * target / value
    return stored(earned), Reason.ABOVE_TARGET, value, target
