"""What lead departments report on special actions: milestones and monthly values."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.errors import BadInput, DomainError, StaleState
from foundation.periods import local_day

from ..choices import SpecialActionState
from ..models import ActionFigure, Milestone, SpecialAction
from ..permissions import can_report_special_action, can_run_special_actions
from .reasons import fits, said


class ActionNotRunning(DomainError):
    """Only a special action that is under way is reported on."""


@transaction.atomic
def reach(
    milestone: Milestone, *, done_on: dt.date, note: str = "", link: str = "", actor: Any, at: dt.datetime
) -> None:
    """Report a milestone as done, with a few words and a link to what shows it (节点完成)."""
    can_report_special_action(actor, milestone.action).enforce()
    _running(milestone.action)
    if done_on > local_day(at):
        raise BadInput(_("A milestone is reported on the day it was done, or later."))
    given = {"done_on": done_on, "note": note.strip(), "link": link.strip(), "reported_at": at, "reported_by": actor}
    fits(Milestone(**given), "note", "link")
    if not Milestone.objects.filter(pk=milestone.pk, done_on=None).update(**given):
        raise StaleState(_("This milestone has been reported already."))
    for name, value in given.items():
        setattr(milestone, name, value)
    after = {"done_on": done_on, "note": milestone.note, "link": milestone.link}
    record("milestone.reach", milestone, actor=actor, at=at, after=after)


@transaction.atomic
def reopen(milestone: Milestone, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office finds that a milestone is not done after all (退回节点)."""
    can_run_special_actions(actor, milestone.district_id).enforce()
    _running(milestone.action)
    reason = said(reason)
    before = {"done_on": milestone.done_on, "note": milestone.note, "link": milestone.link}
    emptied = {"done_on": None, "reported_at": None, "reported_by": None}
    if not Milestone.objects.filter(pk=milestone.pk, done_on__isnull=False).update(**emptied):
        raise StaleState(_("This milestone is not reported as done."))
    for name, value in emptied.items():
        setattr(milestone, name, value)
    record("milestone.reopen", milestone, actor=actor, at=at, before=before, after={"reason": reason})


@transaction.atomic
def reschedule(milestone: Milestone, *, due_on: dt.date, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office sets another day for a milestone that is not done (调整节点时限); the first one stays readable."""
    can_run_special_actions(actor, milestone.district_id).enforce()
    _running(milestone.action)
    reason = said(reason)
    if due_on.year != milestone.action.year:
        raise BadInput(_("The day lies in the year of the special action."))
    changed = Milestone.objects.filter(pk=milestone.pk, done_on=None)
    before = {"due_on": milestone.due_on}
    if not changed.update(due_on=due_on, reminded_on=None):
        raise StaleState(_("This milestone is done, so its day stays as it is."))
    milestone.due_on, milestone.reminded_on = due_on, None
    after = {"due_on": due_on, "reason": reason}
    record("milestone.reschedule", milestone, actor=actor, at=at, before=before, after=after)


@transaction.atomic
def enter(
    action: SpecialAction, *, month: dt.date, value: Decimal, reason: str = "", actor: Any, at: dt.datetime
) -> ActionFigure:
    """Enter the value of a month, or correct it with a reason; what stood before stays readable (填报月度数据)."""
    can_report_special_action(actor, action).enforce()
    month = month.replace(day=1)
    if month.year != action.year or month > local_day(at):
        raise BadInput(_("The month lies in the year of the special action and has begun."))
    held = SpecialAction.objects.select_for_update().get(pk=action.pk)
    _running(held)
    before = action.figures.standing().filter(month=month).first()
    if before is not None:
        reason = said(reason)
        if before.value == value:
            raise BadInput(_("This is the value that stands already."))
        action.figures.filter(pk=before.pk).update(superseded_at=at)
    version = before.version + 1 if before else 1
    why = reason if before else ""
    row = ActionFigure(
        action=action, month=month, version=version, value=value, reason=why, entered_at=at, entered_by=actor
    )
    if value < 0:
        raise BadInput(_("A value is not below zero."))
    fits(row, "value")
    row.save(force_insert=True)
    old = {"value": before.value} if before else None
    after = {"month": month, "value": value, "reason": why}
    record("special_action.enter", action, actor=actor, at=at, before=old, after=after)
    return row


def _running(action: SpecialAction) -> None:
    if action.state != SpecialActionState.RUNNING:
        raise ActionNotRunning(_("This special action is not under way, so nothing is reported on it."))
