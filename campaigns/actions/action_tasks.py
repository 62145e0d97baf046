"""Tasks of action orders: set them, answer them, confirm an answer or send it back."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.audit.trail import record, record_all
from foundation.errors import BadInput, DomainError
from foundation.organisations.models import Organisation
from foundation.transitions import move

from ..choices import ActionOrderState, ActionTaskState
from ..models import ActionOrder, ActionTask
from ..models.action_orders import ANSWER_LENGTH
from ..permissions import can_answer_task, can_judge_task, can_order_actions
from ..transitions import ACTION_TASK
from .action_messages import tell_of_return
from .action_orders import still_draft
from .reasons import fits, said


class OrderNotUnderWay(DomainError):
    """Tasks are answered, confirmed and sent back while their order is under way."""


@transaction.atomic
def ask(
    order: ActionOrder,
    *,
    organisations: Collection[Organisation],
    asked: str,
    figure_name: str = "",
    unit: str = "",
    actor: Any,
    at: dt.datetime,
) -> int:
    """Ask one thing of several organisations in a draft (布置任务); what was asked of them there before is replaced."""
    can_order_actions(actor, order.district_id).enforce()
    still_draft(order)
    if not organisations:
        raise BadInput(_("Choose at least one organisation."))
    rows = [_task(order, one, asked.strip(), figure_name.strip(), unit.strip()) for one in organisations]
    for row in rows:
        if not row.organisation.region_id.startswith(order.district_id) or row.organisation.closed_on:
            raise BadInput(_("“{organisation}” does not work in this district.").format(organisation=row.organisation))
    fits(rows[0], "asked", "figure_name", "unit")
    ActionTask.objects.filter(order=order, organisation__in=[row.organisation for row in rows]).delete()
    made = ActionTask.objects.bulk_create(rows)
    said_of = ((row, None, {"organisation": row.organisation_id, "asked": row.asked}) for row in made)
    return record_all("action_task.ask", said_of, actor=actor, at=at)


def _task(order: ActionOrder, organisation: Organisation, asked: str, figure_name: str, unit: str) -> ActionTask:
    return ActionTask(
        order=order,
        district_id=order.district_id,
        region_id=organisation.region_id,
        organisation=organisation,
        asked=asked,
        figure_name=figure_name,
        unit=unit,
        due_on=order.due_on,
    )


@transaction.atomic
def take_out(task: ActionTask, *, actor: Any, at: dt.datetime) -> None:
    """Take a task out of a draft (删除任务)."""
    can_order_actions(actor, task.district_id).enforce()
    still_draft(task.order)
    before = {"organisation": task.organisation_id, "asked": task.asked}
    record("action_task.take_out", task, actor=actor, at=at, before=before)
    task.delete()


@transaction.atomic
def answer(
    task: ActionTask,
    *,
    text: str,
    figure: Decimal | None = None,
    people: int | None = None,
    link: str = "",
    photo: Attachment | None = None,
    actor: Any,
    at: dt.datetime,
) -> None:
    """Tell what was done (填报行动情况): a few words, figures, a link or a photo where there is one."""
    can_answer_task(actor, task).enforce()
    _under_way(task)
    text = text.strip()
    if not 1 <= len(text) <= ANSWER_LENGTH or "\0" in text:
        raise BadInput(_("Say in 1 to 500 characters what was done."))
    if task.figure_name and figure is None:
        raise BadInput(_("Give the figure that is asked for: {figure}.").format(figure=task.figure_name))
    if photo is not None and (photo.uploaded_by_id != actor.pk or not photo.is_image):
        raise BadInput(_("A photo is not one that you uploaded. Upload it again."))
    given = {
        "answer": text,
        "figure": figure if task.figure_name else None,
        "people": people,
        "link": link.strip(),
        "photo": photo or task.photo,
        "answered_at": at,
        "first_answered_at": task.first_answered_at or at,
        "answered_by": actor,
    }
    fits(ActionTask(figure=given["figure"], people=people, link=given["link"]), "figure", "people", "link")
    before = move(task, ACTION_TASK, to=ActionTaskState.ANSWERED, **given)
    after = {"state": task.state, "answer": text, "figure": figure, "people": people, "link": task.link}
    record("action_task.answer", task, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def confirm(task: ActionTask, *, actor: Any, at: dt.datetime) -> None:
    """The office takes an answer as it is (确认)."""
    can_judge_task(actor, task).enforce()
    _under_way(task)
    before = move(task, ACTION_TASK, to=ActionTaskState.CONFIRMED, judged_at=at, judged_by=actor, reason="")
    record("action_task.confirm", task, actor=actor, at=at, before={"state": before}, after={"state": task.state})


@transaction.atomic
def return_(task: ActionTask, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office sends an answer back with what is missing (退回)."""
    can_judge_task(actor, task).enforce()
    _under_way(task)
    reason = said(reason)
    before = move(task, ACTION_TASK, to=ActionTaskState.RETURNED, judged_at=at, judged_by=actor, reason=reason)
    after = {"state": task.state, "reason": reason}
    record("action_task.return", task, actor=actor, at=at, before={"state": before}, after=after)
    tell_of_return(task, at=at)


def _under_way(task: ActionTask) -> None:
    """Hold the order's row, so that nobody closes it meanwhile, and refuse when it is not under way."""
    held = ActionOrder.objects.select_for_update().get(pk=task.order_id)
    if held.state != ActionOrderState.ISSUED:
        raise OrderNotUnderWay(_("The order of this task is not under way, so its tasks stay as they are."))
