"""Exact numbers: one context for all arithmetic, and the two places where digits are cut."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)

STORED_PLACES = 15
SETTLED_PLACES = 12
PUBLISHED_PLACES = 2

EXACT = Context(prec=40, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow])
QUANTA = tuple(ONE.scaleb(-places) for places in range(STORED_PLACES + 1))


def stored(value: Decimal) -> Decimal:
    """A number as it is kept in the database: half up to 15 places."""
    return half_up(value, STORED_PLACES)


def published(value: Decimal) -> Decimal:
    """A number as it is made public: half up to 2 places.

    It is settled at 12 places first, so that a sum of thirds that is exactly
    x.xx5 is not pushed below the half by its last stored digit.
    """
    return half_up(half_up(value, SETTLED_PLACES), PUBLISHED_PLACES)


def total(values: Iterable[Decimal]) -> Decimal:
    """The exact sum; zero of nothing."""
    with localcontext(EXACT):
        return sum(values, ZERO)


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """``100 × part / whole``; None when there is no whole."""
    with localcontext(EXACT):
        return HUNDRED * part / whole if whole else None


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """The arithmetic mean; None of nothing."""
    return weighted_mean((ONE, value) for value in values)


def weighted_mean(pairs: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """``Σ w·c / Σ w`` over pairs of weight and value; None when nothing has any weight."""
    weighted = list(pairs)
    with localcontext(EXACT):
        weights = sum((weight for weight, _ in weighted), ZERO)
        return sum((weight * value for weight, value in weighted), ZERO) / weights if weights else None


def clamp(value: Decimal, low: Decimal = ZERO, high: Decimal = HUNDRED) -> Decimal:
    """The value, or the end of the scale that it passed."""
    return min(max(value, low), high)


def half_up(value: Decimal, places: int) -> Decimal:
    """Rounded to so many places, a half upwards; never a negative zero."""
    return EXACT.add(value.quantize(QUANTA[places], context=EXACT), ZERO)
