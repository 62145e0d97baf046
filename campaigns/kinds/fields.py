"""A typed field as data: profiles, ledgers and typed figures are made of these."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..choices import FieldType

TEXT_MAX = 500
PHOTOS_MAX = 9
NUMBER_MAX = Decimal("1e12")
CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


class FieldNotUnderstood(ValueError):
    """An answer that does not fit its field; ``reason`` says how."""

    def __init__(self, field: "FieldSpec", reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice; a ``retired`` one is no longer offered and stays readable where it was given."""

    code: str
    name: str
    name_en: str = ""
    retired: bool = False

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: what is asked, how it is answered, and whether it identifies somebody.

    ``at_most`` and ``not_before`` name another field that bounds this one; only an ``ahead`` day may lie in the future;
    a ``retired`` field is no longer asked and stays readable.
    """

    code: str
    name: str
    type: FieldType
    name_en: str = ""
    required: bool = False
    unit: str = ""
    unit_en: str = ""
    options: tuple[Option, ...] = ()
    multiple: bool = False
    max_length: int = TEXT_MAX
    personal: bool = False
    computed: str = ""
    decimals: int | None = None
    least: int | None = None
    most: int | None = None
    at_most: str = ""
    not_before: str = ""
    ahead: bool = False
    retired: bool = False

    def __post_init__(self) -> None:
        if not CODE.match(self.code):
            raise ValueError(f"a field's code is made of a–z, 0–9 and _: {self.code!r}")
        if self.type == FieldType.CHOICE and not self.options:
            raise ValueError(f"a choice needs options: {self.code}")
        if self.personal and self.type != FieldType.TEXT:
            raise ValueError(f"only a text can be personal: {self.code}")

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def offered(self) -> tuple[Option, ...]:
        """The answers that may be chosen today."""
        return tuple(option for option in self.options if not option.retired)

    @property
    def shown_unit(self) -> str:
        return self.unit_en if self.unit_en and get_language() == "en" else self.unit

    def clean(self, value: Any) -> Any:
        """The answer as it is stored (plain JSON values), None when left empty. Raises ``FieldNotUnderstood``."""
        if value is None or value == "" or value == []:
            if self.required and not self.computed:
                raise FieldNotUnderstood(self, _("Please fill this in."))
            return None
        return CLEANERS[self.type](self, value)

    def shown(self, value: Any) -> str:
        """A stored answer as people read it."""
        if value is None or value == "" or value == []:
            return ""
        if self.type == FieldType.CHOICE:
            names = {option.code: str(option) for option in self.options}
            codes = value if isinstance(value, list) else [value]
            return ("、" if get_language() != "en" else ", ").join(names.get(code, code) for code in codes)
        if self.type in (FieldType.NUMBER, FieldType.PEOPLE):
            return f"{value} {self.shown_unit}".strip()
        return str(value)


def specs_from(rows: Iterable[Mapping[str, Any]]) -> tuple[FieldSpec, ...]:
    """Fields as they lie in a JSON column or a catalogue file. Raises ``ValueError`` for what is no field."""
    return tuple(_spec(row) for row in rows)


def _spec(row: Mapping[str, Any]) -> FieldSpec:
    plain = {key: row[key] for key in FieldSpec.__slots__ if key in row and key not in ("type", "options")}
    options = tuple(
        Option(str(option["code"]), option["name"], option.get("name_en", ""), option.get("retired", False))
        for option in row.get("options", ())
    )
    return FieldSpec(type=FieldType(row["type"]), options=options, **plain)


def _number(field: FieldSpec, value: Any) -> str:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise FieldNotUnderstood(field, _("Enter a number.")) from None
    if not number.is_finite() or abs(number) > NUMBER_MAX:
        raise FieldNotUnderstood(field, _("Enter a number."))
    if number < 0:
        raise FieldNotUnderstood(field, _("Enter a number of 0 or more."))
    places = -int(number.normalize().as_tuple().exponent)
    if field.decimals == 0 and places > 0:
        raise FieldNotUnderstood(field, _("Enter a whole number."))
    if field.decimals is not None and places > field.decimals:
        raise FieldNotUnderstood(field, _("Use at most {n} decimal places.").format(n=field.decimals))
    if places > 4:
        raise FieldNotUnderstood(field, _("Use at most four decimal places."))
    if field.least is not None and number < field.least:
        raise FieldNotUnderstood(field, _("Enter at least {least}.").format(least=field.least))
    if field.most is not None and number > field.most:
        raise FieldNotUnderstood(field, _("Enter at most {most}.").format(most=field.most))
    return f"{number.normalize():f}"


def _people(field: FieldSpec, value: Any) -> int:
    number = Decimal(_number(field, value))
    if number != number.to_integral_value():
        raise FieldNotUnderstood(field, _("Enter a whole number."))
    return int(number)


def _date(field: FieldSpec, value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    try:
        day = dt.date.fromisoformat(str(value).strip())
    except ValueError:
        raise FieldNotUnderstood(field, _("Enter a date such as 2026-11-22.")) from None
    if not 1900 <= day.year <= 2100:
        raise FieldNotUnderstood(field, _("Enter a date such as 2026-11-22."))
    return day.isoformat()


def _choice(field: FieldSpec, value: Any) -> str | list[str]:
    codes = [str(code) for code in value] if isinstance(value, (list, tuple)) else [str(value)]
    known = [option.code for option in field.options]
    if any(code not in known for code in codes) or (len(codes) > 1 and not field.multiple):
        raise FieldNotUnderstood(field, _("Choose one of the answers offered."))
    return [code for code in known if code in codes] if field.multiple else codes[0]


def _text(field: FieldSpec, value: Any) -> str:
    text = str(value).strip()
    if "\0" in text:
        raise FieldNotUnderstood(field, _("Leave out characters that cannot be printed."))
    if len(text) > field.max_length:
        raise FieldNotUnderstood(
            field, _("Use at most {most} characters; there are {n}.").format(most=field.max_length, n=len(text))
        )
    return text


def _region(field: FieldSpec, value: Any) -> str:
    code = str(value).strip()
    if not (code.isascii() and code.isdigit()) or len(code) not in (2, 4, 6, 9, 12):
        raise FieldNotUnderstood(field, _("Enter the statistical code of a region."))
    return code


def _photos(field: FieldSpec, value: Any) -> list[int]:
    try:
        numbers = [int(one) for one in (value if isinstance(value, (list, tuple)) else [value])]
    except (TypeError, ValueError):
        raise FieldNotUnderstood(field, _("Choose photos that were uploaded.")) from None
    if len(numbers) > PHOTOS_MAX or any(not 0 < number < 2**63 for number in numbers):
        raise FieldNotUnderstood(field, _("Choose at most {most} photos.").format(most=PHOTOS_MAX))
    return list(dict.fromkeys(numbers))


def _link(field: FieldSpec, value: Any) -> str:
    text = _text(field, value)
    if not text.startswith("/") or text.startswith("//") or "\\" in text:
        raise FieldNotUnderstood(field, _("Paste the address of a record of this portal, from its first “/” on."))
    return text


CLEANERS = {
    FieldType.NUMBER: _number,
    FieldType.PEOPLE: _people,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.TEXT: _text,
    FieldType.REGION: _region,
    FieldType.PHOTOS: _photos,
    FieldType.LINK: _link,
}
