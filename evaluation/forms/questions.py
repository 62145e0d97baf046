"""A check form as an inspector's phone shows it: questions to answer, and the rules they are judged by."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..queries.forms import Form, FormItem
from ..scoring.numbers import ZERO
from ..scoring.rules import Direction, ItemRule, Rule
from .grades import YES_NO, meanings

FULL = re.compile("满分|full points", re.IGNORECASE)
UNIT = re.compile(r"[（(]\s*([^（）()]{1,8})\s*[)）]\s*$")


@dataclass(frozen=True)
class Choice:
    """One option of a graded item: its label, what it means, and whether it is said by a word alone."""

    value: str
    meaning: str
    plain: bool


@dataclass(frozen=True)
class Question:
    """One item of a form with everything its block on the page says."""

    number: int
    item: FormItem
    choices: tuple[Choice, ...] = ()
    target: str = ""
    unit: str = ""

    @property
    def points(self) -> str:
        return plain(self.item.rule.points)

    @property
    def deduction(self) -> str:
        return plain(self.item.rule.deduct_each) if self.item.rule.deduct_each is not None else ""


def questions(form: Form) -> list[Question]:
    """The items of a form in their order, numbered from 1."""
    return [_question(number, item) for number, item in enumerate(form.items, start=1)]


def rules(form: Form) -> list[dict[str, Any]]:
    """What judging on the phone needs to know of each item; numbers are text, so that none is rounded."""
    return [_rule(question) for question in questions(form)]


def plain(number: Decimal) -> str:
    """A number without trailing zeros: 10, 0.5."""
    return f"{number.normalize():f}"


def _question(number: int, item: FormItem) -> Question:
    rule = item.rule
    if rule.rule is Rule.GRADED:
        plainly = tuple(option.label for option in rule.options) == YES_NO
        pairs = zip(rule.options, meanings(rule.options, item.hint), strict=True)
        return Question(number, item, tuple(Choice(option.label, words, plainly) for option, words in pairs))
    if rule.rule is Rule.MEASURED and rule.target is not None:
        named = UNIT.search(item.label)
        unit = named[1] if named else ""
        return Question(number, item, target="" if FULL.search(item.hint) else _target(rule, unit), unit=unit)
    return Question(number, item)


def _target(rule: ItemRule, unit: str) -> str:
    least = rule.direction is Direction.HIGHER
    words = _("full points from {number}") if least else _("full points up to {number}")
    return words.format(number=f"{plain(rule.target or ZERO)}{unit if unit == '%' else f' {unit}'}".strip())


def _rule(question: Question) -> dict[str, Any]:
    rule = question.item.rule
    return {
        "item": rule.code,
        "number": question.number,
        "name": question.item.label,
        "rule": str(rule.rule),
        "points": plain(rule.points),
        "options": [
            {"option": option.label, "rate": plain(option.rate), "words": choice.meaning if choice.plain else ""}
            for option, choice in zip(rule.options, question.choices, strict=True)
        ],
        "deduct_each": None if rule.deduct_each is None else plain(rule.deduct_each),
        "target": None if rule.target is None else plain(rule.target),
        "direction": None if rule.direction is None else str(rule.direction),
        "pass_rate": plain(rule.pass_rate),
        "bundle": rule.bundle,
        "unit": question.unit,
    }
