"""What an inspector of the demonstration answers: believable, and the same for the same random numbers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from evaluation.queries.forms import FormItem
from evaluation.scoring.answers import NOT_APPLICABLE, Answer
from evaluation.scoring.items import Judgement, judge_all
from evaluation.scoring.rules import Direction, ItemRule, Rule

from .seed_notes import note_for
from .seed_tempers import item_temper

GRAVE = {"serious": 0.45, "emergency": 0.2}
AT_FIRST_SIGHT = 0.3  # an item that fails with its first shortfall is kept better than others
BUNDLED = 0.2
SPARED = 0.5  # half of the places that would just fail stop one short of it
NOT_APPLICABLE_IN = 0.012
NOTED_WHERE_LOST = 0.3
FEW, ABOVE_TARGET = 3, 3


@dataclass(frozen=True, slots=True)
class Answered:
    """One judged answer with the inspector's few words."""

    judgement: Judgement
    note: str


def answer_form(items: Iterable[FormItem], site: str, loss: float, rng: Random) -> list[Answered]:
    """A whole form, judged by the rules that judge every submission."""
    form = list(items)
    day = math.exp(rng.gauss(-0.02, 0.22))
    answers = [(item.rule, _answer(item, loss * day * item_temper(site, item.code), rng), False) for item in form]
    return [
        Answered(judgement, _note(item, judgement, rng))
        for item, judgement in zip(form, judge_all(answers), strict=True)
    ]


def _answer(item: FormItem, loss: float, rng: Random) -> Answer:
    rule = item.rule
    likely = min(0.6, loss * GRAVE.get(item.severity, 1.0) * (BUNDLED if rule.bundle else 1.0))
    drawn = rng.random()
    if not rule.bundle and rng.random() < NOT_APPLICABLE_IN:
        return NOT_APPLICABLE
    if rule.rule is Rule.GRADED:
        return Answer(option=_option(rule, likely, drawn))
    if rule.rule is Rule.COUNTED:
        return Answer(count=_count(rule, likely, rng))
    return Answer(value=_value(rule, likely, drawn, rng))


def _option(rule: ItemRule, loss: float, drawn: float) -> str:
    """The best grade mostly, then the next; the worst seldom."""
    labels = [option.label for option in sorted(rule.options, key=lambda one: -one.rate)]
    chances = [0.45 * loss] if len(labels) == 2 else [2.5 * loss, 0.28 * loss, 0.08 * loss]
    for label, upto in reversed(list(zip(labels[1:], _piled(chances), strict=True))):
        if drawn < upto:
            return label
    return labels[0]


def _piled(chances: list[float]) -> list[float]:
    """How far down the draw each grade reaches, so that the worst takes the lowest numbers."""
    return [sum(chances[n:]) for n in range(len(chances))]


def _count(rule: ItemRule, loss: float, rng: Random) -> int:
    """Occurrences come as rain does: mostly none or one, at times several."""
    each = rule.deduct_each or rule.points
    if each > (1 - rule.pass_rate) * rule.points:
        loss *= AT_FIRST_SIGHT
    limit, product, count = math.exp(-loss * float(rule.points / each)), rng.random(), 0
    while product > limit and count * each <= rule.points:
        product *= rng.random()
        count += 1
    if count and count * each > (1 - rule.pass_rate) * rule.points and rng.random() < SPARED:
        return int((1 - rule.pass_rate) * rule.points / each)
    return count


def _value(rule: ItemRule, loss: float, drawn: float, rng: Random) -> Decimal:
    target = rule.target or Decimal(1)
    falls_short = drawn < min(0.85, loss if target < FEW else 2.6 * loss)
    if rule.direction is Direction.LOWER:
        factor = rng.uniform(1.1, 1.9) if falls_short else rng.uniform(0.45, 1.0)
        return Decimal(round(float(target) * factor))
    if target > 20:
        factor = rng.uniform(0.55, 0.97) if falls_short else rng.uniform(1.0, 1.08)
        whole = Decimal(round(float(target) * factor))
        return min(whole, Decimal(100)) if target > 80 else whole
    if not falls_short:
        return target + rng.choice((0, 0, 0, 1, 1, 2, ABOVE_TARGET))
    return max(Decimal(0), target - (1 if target < FEW else rng.choice((1, 1, 1, 2, 2, 3))))


def _note(item: FormItem, judgement: Judgement, rng: Random) -> str:
    """A few words where something failed, seldom where only a little was lost."""
    if judgement.failed or (not judgement.is_full and judgement.losses and rng.random() < NOTED_WHERE_LOST):
        return note_for(item.code, item.name, rng)
    return ""
