"""Which records of the five creations may be counted in joint campaigns, and what is kept of each."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import linking
from ..linking import Facts, Linkable
from ..models import (
    ActionOrder,
    ActionTask,
    LedgerEntry,
    Milestone,
    SpecialAction,
    SupportRecord,
)


def register_all() -> None:
    """Orders, tasks, special actions, milestones, support records and ledger entries."""
    linking.register(Linkable("action_order", _("Action order"), _orders, _of_order))
    linking.register(Linkable("action_task", _("Task of an action order"), _tasks, _of_task))
    linking.register(Linkable("special_action", _("Special action"), _actions, _of_action))
    linking.register(Linkable("milestone", _("Milestone"), _milestones, _of_milestone))
    linking.register(Linkable("support_record", _("Support record"), _records, _of_record))
    linking.register(Linkable("ledger_entry", pgettext_lazy("joint campaign", "Ledger entry"), _entries, _of_entry))


def _orders(user: Any) -> Any:
    return ActionOrder.objects.visible_to(user).out()


def _tasks(user: Any) -> Any:
    return ActionTask.objects.visible_to(user).out().select_related("order", "organisation")


def _actions(user: Any) -> Any:
    return SpecialAction.objects.visible_to(user)


def _milestones(user: Any) -> Any:
    return Milestone.objects.visible_to(user).select_related("action")


def _records(user: Any) -> Any:
    return SupportRecord.objects.visible_to(user).counting()


def _of_order(order: ActionOrder) -> Facts:
    return Facts(str(order), order.get_absolute_url(), order.on, order.district_id, order.district_id, None)


def _of_task(task: ActionTask) -> Facts:
    title = f"{task.order.theme}：{task.organisation}"[:200]
    place = (task.district_id, task.region_id, task.organisation_id)
    return Facts(title, task.get_absolute_url(), task.order.on, *place)


def _of_action(action: SpecialAction) -> Facts:
    place = (action.district_id, action.district_id, action.lead_id)
    return Facts(f"{action.name} {action.year}", action.get_absolute_url(), action.adopted_on, *place)


def _of_milestone(milestone: Milestone) -> Facts:
    title = f"{milestone.action.name}：{milestone.name}"
    place = (milestone.district_id, milestone.district_id, milestone.action.lead_id)
    return Facts(title, milestone.get_absolute_url(), milestone.done_on or milestone.due_on, *place)


def _of_record(record: SupportRecord) -> Facts:
    place = (record.district_id, record.region_id, record.organisation_id)
    return Facts(record.text[:200], record.get_absolute_url(), record.on, *place)


def _entries(user: Any) -> Any:
    return LedgerEntry.objects.visible_to(user).counted().select_related("kind", "region", "organisation")


def _of_entry(entry: LedgerEntry) -> Facts:
    """By its ledger and its party; what it says of people stays in the entry."""
    place = (entry.district_id, entry.region_id, entry.organisation_id)
    title = f"{entry.kind.name}：{entry.organisation or entry.region}"
    return Facts(title, entry.get_absolute_url(), entry.dated_on, *place)
