"""An entry as a whole: which fields a stage asks for, how they bound one another, what follows from them."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.errors import BadInput

from ..choices import FieldType
from .fields import FieldNotUnderstood, FieldSpec

EXPRESSION = re.compile(r"^\s*(\w+)\s*([-/%])\s*(\w+)\s*$")
LIMITS = "limits"
SNAPSHOT = "_limits"
TWO_PLACES = Decimal("0.01")
NUMBERS = (FieldType.NUMBER, FieldType.PEOPLE)


class EntryNotUnderstood(BadInput):
    """Answers that do not fit their fields: every field with its reason."""

    def __init__(self, wrong: Mapping[str, str], specs: Iterable[FieldSpec]) -> None:
        names = {spec.code: str(spec) for spec in specs}
        colon = ": " if get_language() == "en" else "："
        super().__init__(" ".join(f"{names.get(code, code)}{colon}{reason}" for code, reason in wrong.items()))
        self.wrong = dict(wrong)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a ledger that is filed one after the other (环节)."""

    code: str
    name: str
    name_en: str
    fields: tuple[str, ...]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


def stages_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Stage, ...]:
    """Stages as they lie in the column of a ledger."""
    return tuple(Stage(row["code"], row["name"], row.get("name_en", ""), tuple(row["fields"])) for row in rows)


def together(stages: Sequence[Stage]) -> Stage | None:
    """Several stages as one, called as the last; None when there are none."""
    if not stages:
        return None
    last = stages[-1]
    return Stage(last.code, last.name, last.name_en, tuple(field for stage in stages for field in stage.fields))


def asked(specs: Sequence[FieldSpec], stage: Stage | None = None) -> tuple[FieldSpec, ...]:
    """The fields to fill: those of the stage (all without stages), none that is retired."""
    return tuple(spec for spec in specs if not spec.retired and (stage is None or spec.code in stage.fields))


def understood(
    specs: Sequence[FieldSpec],
    given: Mapping[str, Any],
    *,
    today: dt.date,
    stage: Stage | None = None,
    standing: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The answers of one stage as they are stored, what follows from them included; all mistakes at once."""
    values, wrong = {}, {}
    for spec in asked(specs, stage):
        if spec.computed:
            continue
        try:
            values[spec.code] = _cleaned(spec, given.get(spec.code), today)
        except FieldNotUnderstood as refusal:
            wrong[spec.code] = str(refusal)
    whole = {**(standing or {}), **values}
    for spec in asked(specs, stage):
        if spec.code not in wrong and (reason := _bound(spec, whole, specs)):
            wrong[spec.code] = str(reason)
    if wrong:
        raise EntryNotUnderstood(wrong, specs)
    return {code: value for code, value in values.items() if value is not None} | computed(specs, whole, stage)


def computed(specs: Sequence[FieldSpec], values: Mapping[str, Any], stage: Stage | None = None) -> dict[str, Any]:
    """What follows from the other fields by an expression; nothing where one of them is missing."""
    found = {}
    for spec in asked(specs, stage):
        match = EXPRESSION.match(spec.computed)
        if match is None:
            continue
        one, sign, other = match.groups()
        if (result := _worked_out(one, sign, other, values)) is not None:
            found[spec.code] = f"{result.normalize():f}"
    return found


def _cleaned(spec: FieldSpec, value: Any, today: dt.date) -> Any:
    stored = spec.clean(value)
    if stored is None:
        return None
    if spec.type == FieldType.DATE and not spec.ahead and stored > today.isoformat():
        raise FieldNotUnderstood(spec, _("This day lies in the future."))
    if spec.type == FieldType.LINK:
        try:
            resolve(stored.split("?")[0].split("#")[0])
        except (Resolver404, ValueError):
            raise FieldNotUnderstood(spec, _("There is no page of this portal at this address.")) from None
    return stored


def _bound(spec: FieldSpec, values: Mapping[str, Any], specs: Iterable[FieldSpec]) -> str | Promise:
    names = {one.code: one for one in specs}
    mine, most, first = (values.get(code) if code else None for code in (spec.code, spec.at_most, spec.not_before))
    if mine is not None and most is not None and Decimal(str(mine)) > Decimal(str(most)):
        return _("This is more than “{other}” ({value}).").format(other=names[spec.at_most], value=most)
    if mine is not None and first is not None and str(mine) < str(first):
        return _("This day lies before “{other}” ({value}).").format(other=names[spec.not_before], value=first)
    return ""


def _worked_out(one: str, sign: str, other: str, values: Mapping[str, Any]) -> Decimal | None:
    if values.get(one) is None or values.get(other) is None:
        return None
    left, right = Decimal(str(values[one])), Decimal(str(values[other]))
    if sign == "-":
        return left - right
    if not right:
        return None
    share = left / right if sign == "/" else left * 100 / right
    return share.quantize(TWO_PLACES, ROUND_HALF_UP)
