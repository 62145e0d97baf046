"""Ledgers as an office defines them: set up, change, take over, retire, take up again; their fields and figures."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, StaleState
from foundation.metrics.models import Metric
from foundation.organisations.models import Region
from foundation.transitions import move

from ..choices import FieldType, LedgerNature, LedgerState
from ..engine import ledger_amounts
from ..kinds import specs_from
from ..kinds.ledgers import ENDED, ENDING, uses, whole
from ..models import LedgerEntry, LedgerKind
from ..permissions import can_change_ledger, can_define_ledger, can_take_over
from ..queries.ledger_kinds import is_in_use, options_in_use
from ..transitions import LEDGER

HEAD = (
    "name", "name_en", "description", "description_en", "creation_types", "entered_by", "frequency", "at_least",
)  # fmt: skip
NOT_JSON = ["fields", "figures", "stages"]
MOST_FIELDS = 40


@transaction.atomic
def define(
    region: Region,
    *,
    head: Mapping[str, Any],
    nature: str,
    dated_by: str,
    dated_by_en: str = "",
    actor: Any,
    at: dt.datetime,
) -> LedgerKind:
    """Set up a ledger of one's own (新设台账) with the day it is dated by; further fields and figures follow."""
    can_define_ledger(actor, region.code).enforce()
    number = LedgerKind.objects.filter(region=region, code__startswith=f"own-{region.code}-").count() + 1
    day = {
        "code": "dated_on",
        "name": dated_by.strip(),
        "name_en": dated_by_en.strip(),
        "type": "date",
        "required": True,
    }
    fields = [day, {**ENDING, "not_before": "dated_on"}] if nature == LedgerNature.REGISTER else [day]
    kind = LedgerKind(
        region=region,
        code=f"own-{region.code}-{number}",
        nature=nature,
        dated_by="dated_on",
        fields=fields,
        **{name: head[name] for name in HEAD},
    )
    whole(kind.fields, kind.figures, nature=nature, dated_by=kind.dated_by)
    checked(kind, exclude=NOT_JSON)
    try:
        with transaction.atomic():
            kind.save()
    except IntegrityError:
        raise StaleState(_("Somebody else has just set up a ledger here. Try again.")) from None
    record("ledger_kind.define", kind, actor=actor, at=at, after={"code": kind.code, "name": kind.name})
    return kind


@transaction.atomic
def change(kind: LedgerKind, *, head: Mapping[str, Any], actor: Any, at: dt.datetime) -> None:
    """Change what a ledger is called, who fills it and how often; entries stay as they are."""
    kind = _locked(kind)
    can_change_ledger(actor, kind).enforce()
    before = {name: getattr(kind, name) for name in HEAD}
    for name in HEAD:
        setattr(kind, name, head[name])
    checked(kind, exclude=NOT_JSON)
    kind.save(update_fields=list(HEAD))
    after = {name: getattr(kind, name) for name in HEAD}
    record("ledger_kind.change", kind, actor=actor, at=at, before=before, after=after)


@transaction.atomic
def put_field(kind: LedgerKind, *, field: Mapping[str, Any], actor: Any, at: dt.datetime) -> None:
    """Add a field or change one; the type of a field that entries have answered stays, and so do their answers."""
    kind = _locked(kind)
    can_change_ledger(actor, kind).enforce()
    rows = list(kind.fields)
    position = next((n for n, row in enumerate(rows) if row["code"] == field["code"]), len(rows))
    before = rows[position] if position < len(rows) else None
    if before is not None:
        _refuse_loss(kind, before, field)
        field = _with_given_answers(kind, before, field)
        rows[position] = {**before, **field}
    elif len(rows) >= MOST_FIELDS:
        raise BadInput(_("A ledger has at most {most} fields; ask for less.").format(most=MOST_FIELDS))
    else:
        rows.append(dict(field))
    whole(rows, kind.figures, nature=kind.nature, dated_by=kind.dated_by, stages=kind.stages)
    kind.fields, kind.stages = rows, _with(kind.stages, field["code"])
    kind.save(update_fields=["fields", "stages"])
    after = {"field": dict(field)}
    record("ledger_kind.field", kind, actor=actor, at=at, before={"field": before}, after=after)


@transaction.atomic
def retire_field(kind: LedgerKind, *, code: str, actor: Any, at: dt.datetime) -> None:
    """No longer ask for a field; where entries have answered it, their answers stay readable."""
    kind = _locked(kind)
    can_change_ledger(actor, kind).enforce()
    found = next((row for row in kind.fields if row["code"] == code), None)
    if found is None or code in (kind.dated_by, ENDED) or uses(kind.figures, code):
        raise BadInput(_("The day of a ledger and what its figures rest on are asked for as long as it is kept."))
    if is_in_use(kind, specs_from([found])[0]):
        rows = [{**row, "retired": True} if row["code"] == code else row for row in kind.fields]
    else:
        rows = [row for row in kind.fields if row["code"] != code]
    whole(rows, kind.figures, nature=kind.nature, dated_by=kind.dated_by, stages=kind.stages)
    kind.fields = rows
    kind.save(update_fields=["fields"])
    record("ledger_kind.retire_field", kind, actor=actor, at=at, before={"field": found})


@transaction.atomic
def put_figure(kind: LedgerKind, *, figure: Mapping[str, Any], actor: Any, at: dt.datetime) -> None:
    """Add a figure (统计指标): it is defined once, and counts the entries there are at once."""
    kind = _locked(kind)
    can_change_ledger(actor, kind).enforce()
    taken = [row["code"] for row in kind.figures]
    number = next(n for n in range(1, len(taken) + 2) if f"{kind.code}.{kind.region_id}-{n}" not in taken)
    new = {"code": f"{kind.code}.{kind.region_id}-{number}", **figure}
    whole(kind.fields, [*kind.figures, new], nature=kind.nature, dated_by=kind.dated_by, stages=kind.stages)
    kind.figures = [*kind.figures, new]
    kind.save(update_fields=["figures"])
    metric = _metric(kind, new)
    checked(metric)
    metric.save()
    ledger_amounts.rewrite([kind], [new["code"]])
    record("ledger_kind.figure", kind, actor=actor, at=at, after={"figure": new})


@transaction.atomic
def drop_figure(kind: LedgerKind, *, code: str, actor: Any, at: dt.datetime) -> None:
    """No longer work out a figure of one's own; the shipped ones stay, because reports rest on them."""
    kind = _locked(kind)
    can_change_ledger(actor, kind).enforce()
    found = next((row for row in kind.figures if row["code"] == code), None)
    if found is None or not code.startswith(f"{kind.code}.{kind.region_id}-"):
        raise BadInput(_("Only a figure that this office added can be taken out."))
    kind.figures = [row for row in kind.figures if row["code"] != code]
    kind.save(update_fields=["figures"])
    ledger_amounts.rewrite([kind], [code])
    Metric.objects.filter(pk=code).delete()
    record("ledger_kind.drop_figure", kind, actor=actor, at=at, before={"figure": found})


@transaction.atomic
def take_over(kind: LedgerKind, *, region: Region, actor: Any, at: dt.datetime) -> LedgerKind:
    """Make a shipped ledger, or one from above, one's own to change (改用本级); its figures stay the same figures."""
    can_take_over(actor, kind, region.code).enforce()
    own = LedgerKind.objects.select_for_update().filter(region=region, code=kind.code).first()
    if own is not None:
        return own
    names = [field.name for field in LedgerKind._meta.fields if field.name not in ("id", "region")]
    own = LedgerKind(region=region, **{name: getattr(kind, name) for name in names})
    checked(own, exclude=NOT_JSON)
    try:
        with transaction.atomic():
            own.save()
    except IntegrityError:
        raise StaleState(_("Somebody else has just taken this ledger over.")) from None
    inside = {"ledger": kind.code, "kind": kind, "district__code__startswith": region.code}
    moved = LedgerEntry.objects.filter(**inside).update(kind=own)
    after = {"code": own.code, "from": kind.pk, "entries": moved}
    record("ledger_kind.take_over", own, actor=actor, at=at, after=after)
    return own


@transaction.atomic
def retire(kind: LedgerKind, *, actor: Any, at: dt.datetime) -> None:
    """Take no more entries (停用); what was entered stays and counts."""
    can_change_ledger(actor, kind).enforce()
    before = move(kind, LEDGER, to=LedgerState.RETIRED)
    record("ledger_kind.retire", kind, actor=actor, at=at, before={"state": before}, after={"state": kind.state})


@transaction.atomic
def restore(kind: LedgerKind, *, actor: Any, at: dt.datetime) -> None:
    """Take entries again (启用)."""
    can_change_ledger(actor, kind).enforce()
    before = move(kind, LEDGER, to=LedgerState.ACTIVE)
    record("ledger_kind.restore", kind, actor=actor, at=at, before={"state": before}, after={"state": kind.state})


def _locked(kind: LedgerKind) -> LedgerKind:
    return LedgerKind.objects.select_for_update().get(pk=kind.pk)


def _refuse_loss(kind: LedgerKind, before: Mapping[str, Any], field: Mapping[str, Any]) -> None:
    """What entries have answered keeps its type, and what identifies people stays sealed."""
    (spec,) = specs_from([before])
    changed = [
        name
        for name in ("type", "multiple", "personal")
        if before.get(name, False) != field.get(name, before.get(name, False))
    ]
    if changed and (is_in_use(kind, spec) or uses(kind.figures, spec.code)):
        raise BadInput(
            _("Entries have answered “{field}”: its type stays. Add another field instead.").format(field=spec)
        )


def _with_given_answers(kind: LedgerKind, before: Mapping[str, Any], field: Mapping[str, Any]) -> Mapping[str, Any]:
    """An answer that is no longer offered stays, retired, where entries gave it or a figure may count it."""
    (spec,) = specs_from([before])
    if spec.type != FieldType.CHOICE or "options" not in field:
        return field
    offered = {option["code"] for option in field["options"]}
    needed = {one.code for one in spec.options} if uses(kind.figures, spec.code) else options_in_use(kind, spec)
    kept = [one for one in before["options"] if one["code"] in needed - offered]
    return {**field, "options": [*field["options"], *({**one, "retired": True} for one in kept)]}


def _with(stages: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    """A new field of a staged ledger is asked for in the last stage."""
    if not stages or any(code in stage["fields"] for stage in stages):
        return stages
    return [*stages[:-1], {**stages[-1], "fields": [*stages[-1]["fields"], code]}]


def _metric(kind: LedgerKind, figure: Mapping[str, Any]) -> Metric:
    """The definition that goes with a figure, in the words of the shipped ones."""
    register = kind.nature == LedgerNature.REGISTER
    fields = {row["code"]: row["name"] for row in kind.fields}
    spans = "期末仍有效" if register else f"“{fields[figure.get('dated_by') or kind.dated_by]}”在期内"
    counted = {"count": "记录条数", "sum": "“{field}”之和", "min": "“{field}”最小值"}[figure["of"]]
    told = counted.format(field=fields.get(figure.get("field", ""), ""))
    levels = [
        level
        for level in ("province", "prefecture", "county", "township", "village")
        if level not in ("village",) or "village" in kind.entered_by
    ]
    return Metric(
        name=figure["code"],
        title=figure["name"],
        title_en=figure.get("name_en", ""),
        unit=figure.get("unit", ""),
        unit_en=figure.get("unit_en", ""),
        definition=f"台账“{kind.name}”中{spans}、已核实的{told}",
        periods=["month", "quarter", "year"],
        levels=[*levels, *(["organisation"] if "organisation" in kind.entered_by else [])],
        measure=figure["of"],
        counted="at_end" if register else "during",
    )
