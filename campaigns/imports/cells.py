"""Cells that hold typed fields."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.imports.kinds import Column, Text
from foundation.imports.parsers import one_of

from ..choices import ConsentKind, FieldType
from ..kinds import FieldNotUnderstood, FieldSpec

CONSENTS = {
    "书面": "written",
    "书面同意书": "written",
    "口头": "witnessed",
    "口头同意（两人见证）": "witnessed",
    "线上确认": "online",
}
EXAMPLES = {
    FieldType.NUMBER: "1280",
    FieldType.PEOPLE: "3560",
    FieldType.DATE: "2026-03-01",
    FieldType.TEXT: "",
}


def column_of(spec: FieldSpec, *, example: str = "") -> Column:
    """The column of one field, under its code or its Chinese name."""
    hint: Text = "、".join(one.name for one in spec.options)
    if spec.unit:
        hint = format_lazy(gettext_lazy("In {unit}"), unit=spec.unit)
    return Column(
        spec.code,
        spec.name,
        required=spec.personal and spec.required,
        example=example or (spec.options[0].name if spec.options else EXAMPLES.get(spec.type, "")),
        parse=parser_of(spec),
        hint=hint,
    )


def parser_of(spec: FieldSpec) -> Callable[[str], Any]:
    """A cell as the field's answer; of what identifies people nothing is repeated in a refusal."""
    if spec.type == FieldType.CHOICE:
        return one_of({word: one.code for one in spec.options for word in (one.name, one.code, one.name_en) if word})

    def parse(cell: str) -> Any:
        try:
            return spec.clean(cell)
        except FieldNotUnderstood as wrong:
            raise ValueError(str(wrong.reason)) from None

    return parse


def a_day(cell: str) -> dt.date:
    """A day, as the file writes it."""
    try:
        return dt.date.fromisoformat(cell.strip()[:10])
    except ValueError:
        raise ValueError(_("Enter a date such as 2026-11-22.")) from None


def household_number(cell: str) -> int:
    """The number a village gave a household."""
    if not (cell.isascii() and cell.isdigit()) or not 1 <= int(cell[:9]) <= 99_999 or len(cell) > 9:
        raise ValueError(_("A household number is a whole number from 1 to 99999."))
    return int(cell)


def consent_kind(cell: str) -> str:
    """How a family agreed."""
    return one_of({**CONSENTS, **{kind: kind for kind in ConsentKind.values}})(cell)


CONSENT_HINT = gettext_lazy("Signed form, spoken before two witnesses, or confirmed online: 书面、口头、线上确认.")
