"""Numbers as a reader expects them: grouped, with a real minus sign, a dash where there is none."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

NONE = "—"
MINUS = "−"
NO_BREAK = "\u00a0"


def number(value, digits: int | None = None) -> str:
    """``1,284``, ``−3.13``; a dash for None. Zero is 0, never a dash."""
    exact = _decimal(value)
    if exact is None:
        return NONE
    if digits is not None:
        exact = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = f"{abs(exact):,f}"
    return MINUS + text if exact < 0 else text


def short(value) -> str:
    """A quantity without zeros at its end: ``1,200``, ``2.5``; a dash for None."""
    exact = _decimal(value)
    if exact is None:
        return NONE
    return number(exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize())


def signed(value, digits: int | None = None) -> str:
    """A change: ``+0.50``, ``−1.00``; a dash for None and for zero."""
    exact = _decimal(value)
    if exact is None or exact == 0:
        return NONE
    return number(exact, digits) if exact < 0 else "+" + number(exact, digits)


def percent(part, whole, digits: int = 1) -> str:
    """The share of ``part`` in ``whole`` as ``98.8%``; a dash when there is nothing to divide by."""
    above, below = _decimal(part), _decimal(whole)
    if above is None or not below:
        return NONE
    return pgettext("percentage", "{value} %").format(value=number(above * 100 / below, digits)).replace(" ", NO_BREAK)


def capped(total: int | None, cap: int) -> str:
    """A count that stops counting at ``cap``: ``10,000+``."""
    return number(total) if total is not None else _("{number}+").format(number=number(cap))


def masked(name: str) -> str:
    """A person's name with only its first character (张*), as rankings and public pages show it."""
    name = str(name or "").strip()
    return f"{name[0]}*" if name else NONE


def _decimal(value) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return None
    return exact if exact.is_finite() else None
