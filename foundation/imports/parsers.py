"""Cells into values; the text of the ValueError is what the person reads."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext as _

from foundation.organisations import codes


def text(longest: int) -> Callable[[str], str]:
    """Text of at most so many characters."""

    def parse(cell: str) -> str:
        if len(cell) > longest:
            raise ValueError(
                _("This is {length} characters long; at most {longest} fit.").format(length=len(cell), longest=longest)
            )
        return cell

    return parse


def whole_number(cell: str) -> int:
    """A whole number, not negative."""
    if not (cell.isascii() and cell.isdigit()) or len(cell) > 9:
        raise ValueError(_("“{cell}” is not a whole number.").format(cell=cell[:40]))
    return int(cell)


def number(cell: str) -> Decimal:
    """A decimal number with a point."""
    try:
        value = Decimal(cell)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or "_" in cell or abs(value) >= 10**12:
        raise ValueError(_("“{cell}” is not a number. Write it like 12.5.").format(cell=cell[:40]))
    return value


def region_code(cell: str) -> str:
    """A statistical code, trimmed to its level."""
    try:
        return codes.trimmed(cell)
    except ValueError:
        if "E+" in cell.upper():
            reason = _("A spreadsheet program has shortened the code to “{cell}”. Format the column as text.")
        else:
            reason = _("“{cell}” is not a region code. A code has 2, 4, 6, 9 or 12 digits.")
        raise ValueError(reason.format(cell=cell[:40])) from None


def one_of(words: Mapping[str, Any]) -> Callable[[str], Any]:
    """One of some words, upper or lower case; the refusal names all of them."""
    values = {word.casefold(): value for word, value in words.items()}

    def parse(cell: str) -> Any:
        if cell.casefold() not in values:
            raise ValueError(
                _("“{cell}” is not known here. Possible are: {words}.").format(cell=cell[:40], words=", ".join(words))
            )
        return values[cell.casefold()]

    return parse


def choice(choices: type[Choices], **chinese: str) -> Callable[[str], Any]:
    """A value of the choices, or the Chinese word given for it: ``choice(Role, admin="文明办管理员")``."""
    return one_of({value: value for value in choices.values} | {word: value for value, word in chinese.items()})
