"""Answers to items: one of option, count, value, not applicable, exempt, and whether it fits the rule."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .flaws import LARGEST_NUMBER
from .numbers import half_up
from .rules import ItemRule, Method, Rule

LARGEST_COUNT = 9_999
LARGEST_VALUE = LARGEST_NUMBER
VALUE_PLACES = 4
NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)


class Misfit(StrEnum):
    """Why an answer does not fit its item."""

    NO_ANSWER = "no_answer"
    SEVERAL_ANSWERS = "several_answers"
    WRONG_KIND = "wrong_kind"
    UNKNOWN_OPTION = "unknown_option"
    NOT_WHOLE = "not_whole"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"


class AnswerDoesNotFit(ValueError):
    """An answer is not one that the rule of its item knows; ``item`` is the item's code."""

    def __init__(self, item: str, reason: Misfit) -> None:
        super().__init__(f"{item}: {reason}")
        self.item, self.reason = item, reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at one item. Exempt (免评) is who names the certificate already held."""

    option: str | None = None
    count: int | None = None
    value: Decimal | None = None
    na: bool = False
    certificate: str | None = None

    def __post_init__(self) -> None:
        kinds = (self.option is not None, self.count is not None, self.value is not None, self.na, self.exempt)
        if sum(kinds) != 1:
            raise ValueError("An answer is exactly one of option, count, value, not applicable and exempt.")

    @property
    def exempt(self) -> bool:
        """Whether a certificate earns the points without a check."""
        return self.certificate is not None


NOT_APPLICABLE = Answer(na=True)


def fit(
    item: ItemRule,
    *,
    option: object = None,
    count: object = None,
    value: object = None,
    na: object = None,
    certificate: object = None,
) -> Answer:
    """The answer that the raw input means, or ``AnswerDoesNotFit``; None and a false ``na`` are no answer."""
    given = {"option": option, "count": count, "value": value, "na": na or None, "certificate": certificate}
    kinds = [kind for kind, raw in given.items() if raw is not None]
    if len(kinds) != 1:
        raise AnswerDoesNotFit(item.code, Misfit.SEVERAL_ANSWERS if kinds else Misfit.NO_ANSWER)
    match kinds[0], item.rule:
        case "na", _ if na is True:
            return NOT_APPLICABLE
        case "certificate", _ if item.method is Method.MATERIAL:
            return Answer(certificate=_certificate(item, certificate))
        case "option", Rule.GRADED:
            return Answer(option=_option(item, option))
        case "count", Rule.COUNTED:
            return Answer(count=_count(item, count))
        case "value", Rule.MEASURED:
            return Answer(value=_value(item, value))
    raise AnswerDoesNotFit(item.code, Misfit.WRONG_KIND)


def _option(item: ItemRule, raw: object) -> str:
    if not isinstance(raw, str) or item.rate_of(raw) is None:
        raise AnswerDoesNotFit(item.code, Misfit.UNKNOWN_OPTION)
    return raw


def _certificate(item: ItemRule, raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise AnswerDoesNotFit(item.code, Misfit.NO_ANSWER)
    return raw.strip()


def _count(item: ItemRule, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise AnswerDoesNotFit(item.code, Misfit.NOT_WHOLE)
    if not 0 <= raw <= LARGEST_COUNT:
        raise AnswerDoesNotFit(item.code, Misfit.NEGATIVE if raw < 0 else Misfit.TOO_LARGE)
    return raw


def _value(item: ItemRule, raw: object) -> Decimal:
    """A number as written, kept at four decimals; a binary float counts as the digits it prints."""
    number = _number(raw)
    if number is None or not number.is_finite():
        raise AnswerDoesNotFit(item.code, Misfit.NOT_A_NUMBER)
    if number < 0:
        raise AnswerDoesNotFit(item.code, Misfit.NEGATIVE)
    if number > LARGEST_VALUE:
        raise AnswerDoesNotFit(item.code, Misfit.TOO_LARGE)
    return half_up(number, VALUE_PLACES)


def _number(raw: object) -> Decimal | None:
    if isinstance(raw, str):
        return Decimal(raw) if NUMBER.fullmatch(raw) else None
    if isinstance(raw, float):
        return Decimal(repr(raw))
    return Decimal(raw) if isinstance(raw, int | Decimal) and not isinstance(raw, bool) else None
