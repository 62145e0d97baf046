"""Action orders: set the day, draft, revise, issue, drop, close."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import BadInput, DomainError
from foundation.organisations.models import Region
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import ActionOrderState, ActionTaskState
from ..engine.action_serials import take
from ..models import ActionOrder, ActionOrderPolicy, ActionTask
from ..models.action_orders import SUMMARY_LENGTH
from ..permissions import can_order_actions
from ..queries.action_orders import next_day, policy_of
from ..transitions import ACTION_ORDER
from .action_messages import tell_of_draft, tell_of_order
from .reasons import said


class OrderNotDraft(DomainError):
    """An order that is out is not written in any more."""


class OrderIncomplete(DomainError):
    """An order needs a theme, a text and a task before it is issued."""


@transaction.atomic
def set_policy(district: Region, *, actor: Any, at: dt.datetime, **rules: Any) -> ActionOrderPolicy:
    """Say on which day of the month a district mobilises, and when its order is drafted (行动日设置)."""
    can_order_actions(actor, district.pk).enforce()
    policy = ActionOrderPolicy.objects.select_for_update().filter(district=district).first()
    policy = policy or ActionOrderPolicy(district=district)
    before = {name: getattr(policy, name) for name in rules}
    for name, value in rules.items():
        setattr(policy, name, value)
    checked(policy)
    policy.save()
    record("action_order.set_policy", policy, actor=actor, at=at, before=before, after=rules)
    return policy


@transaction.atomic
def draft(order: ActionOrder, *, actor: Any, at: dt.datetime) -> ActionOrder:
    """Prepare an order by hand, beside those of the timetable (拟定行动令)."""
    can_order_actions(actor, order.district_id).enforce()
    order.of_month, order.drafted_at, order.drafted_by = None, at, actor
    checked(order)
    order.save(force_insert=True)
    record("action_order.draft", order, actor=actor, at=at, after={"on": order.on, "theme": order.theme})
    return order


@transaction.atomic
def draft_next(district: str, *, on: dt.date, actor: Any, at: dt.datetime) -> ActionOrder | None:
    """Draft the next recurring order some days before its day, with the tasks of the last one (自动拟稿).

    Nothing when it is too early, when it is switched off, or when that month has its order already, also a dropped one.
    """
    can_order_actions(actor, district).enforce()
    policy = policy_of(district)
    day = next_day(policy, on=on)
    if not policy.is_on or (day - on).days > policy.drafted_before:
        return None
    order = ActionOrder(
        district_id=district,
        of_month=day.replace(day=1),
        on=day,
        due_on=day + dt.timedelta(days=policy.answered_within),
        drafted_at=at,
        drafted_by=actor,
    )
    if ActionOrder.objects.filter(district=district, of_month=order.of_month).exists():
        return None
    try:
        with transaction.atomic():
            order.save(force_insert=True)
    except IntegrityError:  # the timetable ran twice in the same moment
        return None
    _as_last_time(order)
    record("action_order.draft", order, actor=actor, at=at, after={"on": order.on, "theme": ""})
    tell_of_draft(order, at=at)
    return order


def _as_last_time(order: ActionOrder) -> None:
    """The tasks of the last order that was issued, for organisations that still work."""
    last = ActionOrder.objects.out().filter(district=order.district_id).order_by("-on", "-pk").first()
    if last is None:
        return
    tasks = last.tasks.filter(organisation__closed_on=None).order_by("pk").select_related("organisation")
    ActionTask.objects.bulk_create(
        ActionTask(
            order=order,
            district_id=order.district_id,
            region_id=task.organisation.region_id,
            organisation=task.organisation,
            asked=task.asked,
            figure_name=task.figure_name,
            unit=task.unit,
            due_on=order.due_on,
        )
        for task in tasks
    )


@transaction.atomic
def revise(
    order: ActionOrder, *, on: dt.date, due_on: dt.date, theme: str, text: str, actor: Any, at: dt.datetime
) -> None:
    """Write in a draft: its day, theme and text (修改草稿)."""
    can_order_actions(actor, order.district_id).enforce()
    still_draft(order)
    before = {"on": order.on, "due_on": order.due_on, "theme": order.theme, "text": order.text}
    order.on, order.due_on, order.theme, order.text = on, due_on, theme.strip(), text.strip()
    checked(order)
    order.save(update_fields=["on", "due_on", "theme", "text"])
    order.tasks.update(due_on=due_on)
    after = {"on": on, "due_on": due_on, "theme": order.theme, "text": order.text}
    record("action_order.revise", order, actor=actor, at=at, before=before, after=after)


@transaction.atomic
def issue(order: ActionOrder, *, actor: Any, at: dt.datetime) -> None:
    """Number the order, freeze it and hand out its tasks (签发行动令)."""
    can_order_actions(actor, order.district_id).enforce()
    still_draft(order)
    if not (order.theme and order.text and order.tasks.exists()):
        raise OrderIncomplete(_("An order is issued with a theme, a text and at least one task."))
    on = local_day(at)
    if order.due_on < on:
        raise BadInput(_("The day by which answers are due is over. Set a later one first."))
    serial = take(order.district_id, on.year)
    given = {"year": on.year, "serial": serial, "issued_at": at, "issued_by": actor}
    before = move(order, ACTION_ORDER, to=ActionOrderState.ISSUED, **given)
    order.tasks.update(issued_on=on, due_on=order.due_on)
    after = {"state": order.state, "number": order.number, "theme": order.theme, "text": order.text}
    record("action_order.issue", order, actor=actor, at=at, before={"state": before}, after=after)
    tell_of_order(order, at=at)


@transaction.atomic
def cancel(order: ActionOrder, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Drop a draft: there is no action in that month (取消本次行动)."""
    can_order_actions(actor, order.district_id).enforce()
    reason = said(reason)
    before = move(order, ACTION_ORDER, to=ActionOrderState.CANCELLED, reason=reason)
    after = {"state": order.state, "reason": reason}
    record("action_order.cancel", order, actor=actor, at=at, before={"state": before}, after=after)


@transaction.atomic
def close(order: ActionOrder, *, summary: str, actor: Any, at: dt.datetime) -> None:
    """Sum an order up; what is not answered by now stays unanswered (小结行动)."""
    can_order_actions(actor, order.district_id).enforce()
    summary = said(summary, most=SUMMARY_LENGTH)
    before = move(order, ACTION_ORDER, to=ActionOrderState.CLOSED, closed_at=at, closed_by=actor, summary=summary)
    confirmed = order.tasks.filter(state=ActionTaskState.CONFIRMED).count()
    after = {"state": order.state, "summary": summary, "tasks": order.tasks.count(), "confirmed": confirmed}
    record("action_order.close", order, actor=actor, at=at, before={"state": before}, after=after)


def still_draft(order: ActionOrder) -> ActionOrder:
    """Hold the order's row, so that nobody issues it meanwhile, and refuse when somebody has."""
    held = ActionOrder.objects.select_for_update().get(pk=order.pk)
    if not held.is_draft:
        raise OrderNotDraft(_("This order is no longer a draft, so nothing in it changes."))
    return held
