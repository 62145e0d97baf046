"""What can be wrong with a rule, said so that a page can translate it."""

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from .numbers import ONE, ZERO

RULE_PLACES = 3
LARGEST_POINTS = Decimal(1000)
LARGEST_NUMBER = Decimal(10) ** 9
Known = TypeVar("Known", bound=StrEnum)


class Flaw(StrEnum):
    """Why a rule or a scheme is refused."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    NOT_EXACT = "not_exact"
    NOT_POSITIVE = "not_positive"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TOO_PRECISE = "too_precise"
    REPEATED = "repeated"
    NOT_IN_ORDER = "not_in_order"


class RuleRefused(ValueError):
    """A rule, an option or a scheme makes no sense; ``field`` and ``flaw`` say where and why."""

    def __init__(self, field: str, flaw: Flaw, text: str = "") -> None:
        super().__init__(f"{field}: {flaw}{f' ({text})' if text else ''}")
        self.field, self.flaw, self.text = field, flaw, text


def exact(field: str, value: object, largest: Decimal = LARGEST_POINTS, places: int = RULE_PLACES) -> Decimal:
    """A number from zero to ``largest`` that fits into so many decimals; binary floats are refused."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise RuleRefused(field, Flaw.MISSING if value is None else Flaw.NOT_EXACT, repr(value))
    number = Decimal(value)
    if not number.is_finite():
        raise RuleRefused(field, Flaw.NOT_EXACT, str(value))
    if number < ZERO:
        raise RuleRefused(field, Flaw.NEGATIVE, str(value))
    if number > largest:
        raise RuleRefused(field, Flaw.TOO_LARGE, str(value))
    if number != round(number, places):
        raise RuleRefused(field, Flaw.TOO_PRECISE, str(value))
    return number


def positive(field: str, value: object, largest: Decimal = LARGEST_POINTS, places: int = RULE_PLACES) -> Decimal:
    """The same, and more than zero."""
    number = exact(field, value, largest, places)
    if not number:
        raise RuleRefused(field, Flaw.NOT_POSITIVE, str(value))
    return number


def rate(field: str, value: object, places: int = RULE_PLACES) -> Decimal:
    """A number from 0 to 1."""
    return exact(field, value, ONE, places)


def whole(field: str, value: object) -> int:
    """A whole number from zero on."""
    return int(exact(field, value, LARGEST_NUMBER, places=0))


def choice(known: type[Known], field: str, value: str) -> Known:
    """One of the words that are known for this field."""
    try:
        return known(value)
    except ValueError:
        raise RuleRefused(field, Flaw.UNKNOWN, str(value)) from None
