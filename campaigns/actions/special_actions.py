"""Special actions: adopt them for a year, change who leads, finish, stop, resume."""

import calendar
import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.audit.trail import record
from foundation.errors import BadInput
from foundation.notifications.outbox import notify
from foundation.organisations.models import Organisation, Region
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import SpecialActionState
from ..models import Milestone, SpecialAction, SpecialActionKind
from ..permissions import can_run_special_actions
from ..transitions import SPECIAL_ACTION
from .reasons import fits, said

YEARS = range(2000, 2100)
TAKEN_OVER = (
    "name",
    "name_en",
    "purpose",
    "purpose_en",
    "figure",
    "figure_en",
    "unit",
    "unit_en",
    "measure",
)


@transaction.atomic
def adopt(
    district: Region,
    *,
    year: int,
    leads: Mapping[str, tuple[Organisation, Decimal | None]],
    actor: Any,
    at: dt.datetime,
) -> list[SpecialAction]:
    """Take lines of the catalogue up for a year (部署专项行动): who leads each, and its target where there is one.

    Milestones fall on the last day of the month that the catalogue names; supporting departments are those of the
    district of the kinds it names. What was adopted before stays as it is.
    """
    can_run_special_actions(actor, district.pk).enforce()
    if year not in YEARS:
        raise BadInput(_("This is no year in which a special action runs."))
    Region.objects.select_for_update(no_key=True).get(pk=district.pk)
    there = set(SpecialAction.objects.filter(district=district, year=year).values_list("kind", flat=True))
    kinds = SpecialActionKind.objects.filter(pk__in=leads).exclude(pk__in=there).order_by("position")
    return [_adopted(kind, district, year, leads[kind.pk], actor, at) for kind in kinds]


def _adopted(
    kind: SpecialActionKind,
    district: Region,
    year: int,
    given: tuple[Organisation, Decimal | None],
    actor: Any,
    at: Any,
) -> SpecialAction:
    lead, target = given
    _works_here(lead, district.pk)
    names = {name: getattr(kind, name) for name in TAKEN_OVER}
    action = SpecialAction(
        district=district, kind=kind, year=year, lead=lead, target=target, adopted_on=local_day(at), **names
    )
    _check_target(action)
    action.save(force_insert=True)
    beside = Organisation.objects.open().in_district(district.pk).filter(kind__in=kind.supporter_kinds)
    action.supporters.set(beside.exclude(pk=lead.pk))
    Milestone.objects.bulk_create(_milestone(action, line) for line in kind.milestones)
    after = {"kind": kind.pk, "year": year, "lead": lead.pk, "target": target}
    record("special_action.adopt", action, actor=actor, at=at, after=after)
    people = User.objects.officials_of(lead, on=local_day(at))
    values = {"action": action.name, "year": str(year)}
    told = {"url": action.get_absolute_url(), "at": at, "region": district.pk, "organisation": lead}
    notify(people, "special_action.adopted", values=values, **told)
    return action


def _milestone(action: SpecialAction, line: Mapping[str, Any]) -> Milestone:
    month = int(line["month"])
    due_on = dt.date(action.year, month, calendar.monthrange(action.year, month)[1])
    return Milestone(
        action=action,
        district_id=action.district_id,
        name=line["name"],
        name_en=line.get("name_en", ""),
        first_due_on=due_on,
        due_on=due_on,
    )


@transaction.atomic
def change(
    action: SpecialAction,
    *,
    lead: Organisation,
    supporters: Collection[Organisation],
    target: Decimal | None,
    actor: Any,
    at: dt.datetime,
) -> None:
    """Name another lead or other supporting departments, or set the target (调整责任单位和目标)."""
    can_run_special_actions(actor, action.district_id).enforce()
    for one in (lead, *supporters):
        _works_here(one, action.district_id)
    before = {"lead": action.lead_id, "target": action.target, "supporters": _keys(action.supporters.all())}
    action.lead, action.target = lead, target
    _check_target(action)
    action.save(update_fields=["lead", "target"])
    action.supporters.set([one for one in supporters if one.pk != lead.pk])
    after = {"lead": lead.pk, "target": target, "supporters": _keys(action.supporters.all())}
    record("special_action.change", action, actor=actor, at=at, before=before, after=after)


@transaction.atomic
def finish(action: SpecialAction, *, summary: str, actor: Any, at: dt.datetime) -> None:
    """Sum a special action up at its end (办结专项行动)."""
    _end(action, SpecialActionState.FINISHED, "special_action.finish", summary, actor, at)


@transaction.atomic
def stop(action: SpecialAction, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Stop a special action before its end, with the reason (停止专项行动)."""
    _end(action, SpecialActionState.STOPPED, "special_action.stop", reason, actor, at)


@transaction.atomic
def resume(action: SpecialAction, *, actor: Any, at: dt.datetime) -> None:
    """Go on with a special action that was stopped (恢复专项行动)."""
    can_run_special_actions(actor, action.district_id).enforce()
    before = move(action, SPECIAL_ACTION, to=SpecialActionState.RUNNING, ended_on=None, summary="")
    after = {"state": action.state}
    record("special_action.resume", action, actor=actor, at=at, before={"state": before}, after=after)


def _end(action: SpecialAction, to: str, verb: str, text: str, actor: Any, at: dt.datetime) -> None:
    can_run_special_actions(actor, action.district_id).enforce()
    text = said(text)
    before = move(action, SPECIAL_ACTION, to=to, ended_on=local_day(at), summary=text)
    record(verb, action, actor=actor, at=at, before={"state": before}, after={"state": action.state, "summary": text})


def _works_here(organisation: Organisation, district: str) -> None:
    if not organisation.region_id.startswith(district) or organisation.closed_on:
        raise BadInput(_("“{organisation}” does not work in this district.").format(organisation=organisation))


def _check_target(action: SpecialAction) -> None:
    if action.target is not None and action.target <= 0:
        raise BadInput(_("A target is above zero; leave it empty where there is none."))
    fits(action, "target")


def _keys(organisations: Any) -> list[int]:
    return sorted(organisation.pk for organisation in organisations)
