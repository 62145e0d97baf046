"""What makes the definition of a ledger whole: its fields, its days, its figures fit together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import BadInput

from ..choices import FieldType, LedgerMeasure, LedgerNature
from .entries import EXPRESSION, LIMITS
from .fields import FieldSpec, specs_from

ENDED = "ended_on"
NUMBERS = (FieldType.NUMBER, FieldType.PEOPLE)
COUNTABLE = (FieldType.CHOICE, FieldType.NUMBER, FieldType.PEOPLE, FieldType.DATE)
ENDING = {"code": ENDED, "name": "停用日期", "name_en": "Ended on", "type": "date", "required": False}
FILLED = "any"


class DefinitionWrong(BadInput):
    """A ledger that could not be kept as it is defined."""


def whole(
    rows: Sequence[Mapping[str, Any]],
    figures: Iterable[Mapping[str, Any]],
    *,
    nature: str,
    dated_by: str,
    stages: Iterable[Mapping[str, Any]] = (),
) -> tuple[FieldSpec, ...]:
    """The fields of a definition that holds together; refused in a sentence otherwise."""
    try:
        specs = specs_from(rows)
    except (KeyError, TypeError, ValueError) as wrong:
        raise DefinitionWrong(_("A field is not understood: {why}").format(why=wrong)) from None
    by_code = {spec.code: spec for spec in specs}
    if len(by_code) != len(specs) or len({spec.name for spec in specs}) != len(specs):
        raise DefinitionWrong(_("Two fields have the same name."))
    first = _first_fields(specs, stages)
    day = by_code.get(dated_by)
    if day is None or day.type != FieldType.DATE or not day.required or day.retired or dated_by not in first:
        raise DefinitionWrong(_("A ledger is dated by a required date that is asked for from the beginning."))
    if (nature == LedgerNature.REGISTER) != (ENDED in by_code):
        raise DefinitionWrong(_("A register has a day on which a line ends, and nothing else has."))
    if any(spec.personal and spec.code not in first for spec in specs):
        raise DefinitionWrong(_("What identifies people is asked for at the beginning."))
    for spec in specs:
        _check_references(spec, by_code)
    for figure in figures:
        check_figure(figure, by_code)
    return specs


def check_figure(figure: Mapping[str, Any], fields: Mapping[str, FieldSpec]) -> None:
    """A figure counts entries, or adds up or compares a number of theirs."""
    measure, field = figure.get("of"), figure.get("field", "")
    if measure not in LedgerMeasure.values or (measure == LedgerMeasure.COUNT) != (not field):
        raise DefinitionWrong(_("A figure counts entries, or takes the sum or the least of one number."))
    if field and (field not in fields or fields[field].type not in NUMBERS):
        raise DefinitionWrong(_("Only a number or a head count is added up."))
    for code in figure.get("where", {}):
        if code not in fields or fields[code].type not in COUNTABLE or fields[code].personal:
            raise DefinitionWrong(_("A figure is narrowed by a choice, a number or a date."))
    dated = figure.get("dated_by", "")
    if dated and (dated not in fields or fields[dated].type != FieldType.DATE):
        raise DefinitionWrong(_("A figure is dated by a date."))


def uses(figures: Iterable[Mapping[str, Any]], code: str) -> bool:
    """Whether a figure rests on a field."""
    return any(
        code == figure.get("field") or code == figure.get("dated_by") or code in figure.get("where", {})
        for figure in figures
    )


def _first_fields(specs: Iterable[FieldSpec], stages: Iterable[Mapping[str, Any]]) -> set[str]:
    for stage in stages:
        return set(stage["fields"])
    return {spec.code for spec in specs}


def _check_references(spec: FieldSpec, fields: Mapping[str, FieldSpec]) -> None:
    match = EXPRESSION.match(spec.computed)
    if spec.computed and spec.computed != LIMITS and match is None:
        raise DefinitionWrong(_("“{field}” cannot be worked out like that.").format(field=spec))
    named = [spec.at_most, *(match.group(1, 3) if match else ())]
    if any(code and (code not in fields or fields[code].type not in NUMBERS) for code in named):
        raise DefinitionWrong(_("“{field}” refers to a number that is not there.").format(field=spec))
    if spec.not_before and (spec.not_before not in fields or fields[spec.not_before].type != FieldType.DATE):
        raise DefinitionWrong(_("“{field}” refers to a date that is not there.").format(field=spec))
