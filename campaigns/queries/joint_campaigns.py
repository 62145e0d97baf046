"""What is counted in joint campaigns, and in which campaigns a record is."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from foundation.periods import local_day

from .. import linking
from ..linking import Facts, Linkable
from ..models import ActionOrder, ActionTask, CampaignLink, JointCampaign, Milestone, SpecialAction, SupportRecord


def register_all() -> None:
    """Let action orders, their tasks, special actions, milestones and support records be counted in campaigns."""
    linking.register(Linkable("action_order", _("Action order"), _orders, _of_order))
    linking.register(Linkable("action_task", _("Task of an action order"), _tasks, _of_task))
    linking.register(Linkable("special_action", _("Special action"), _actions, _of_action))
    linking.register(Linkable("milestone", _("Milestone"), _milestones, _of_milestone))
    linking.register(Linkable("support_record", _("Support record"), _records, _of_record))


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


def campaigns_of(kind: str, record: int) -> list[JointCampaign]:
    """The campaigns that one record is counted in."""
    return campaigns_of_many(kind, [record]).get(record, [])


def campaigns_of_many(kind: str, records: Collection[int]) -> dict[int, list[JointCampaign]]:
    """The campaigns that each of several records is counted in; one statement."""
    rows = CampaignLink.objects.standing().filter(kind=kind, record__in=records).select_related("campaign")
    found: dict[int, list[JointCampaign]] = {}
    for row in rows.order_by("campaign__position", "campaign"):
        found.setdefault(row.record, []).append(row.campaign)
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """One campaign with how many records it counts, in all and by kind."""

    campaign: JointCampaign
    total: int
    kinds: list[tuple[str, Any, int]]


def tallies(user: Any, *, first: dt.date, last: dt.date) -> list[Tally]:
    """Every campaign in sight with what was counted between two days, in two statements."""
    campaigns = JointCampaign.objects.visible_to(user).order_by("position", "pk")
    rows = CampaignLink.objects.visible_to(user).standing().dated_in(first, last)
    counted = rows.order_by().values_list("campaign", "kind").annotate(n=Count("pk"))
    found: dict[int, dict[str, int]] = {}
    for campaign, kind, n in counted:
        found.setdefault(campaign, {})[kind] = n
    names = linking.labels()
    return [_tally(campaign, found.get(campaign.pk, {}), names) for campaign in campaigns]


def _tally(campaign: JointCampaign, counts: dict[str, int], names: Any) -> Tally:
    kinds = [(kind, names.get(kind, kind), n) for kind, n in sorted(counts.items(), key=lambda pair: -pair[1])]
    return Tally(campaign, sum(counts.values()), kinds)


def shared_records(user: Any, *, first: dt.date, last: dt.date) -> int:
    """How many records stand in two campaigns or more, each once (一次登记多处计入)."""
    return CampaignLink.objects.visible_to(user).dated_in(first, last).shared().count()


def year_of(at: dt.datetime) -> tuple[dt.date, dt.date]:
    """First and last day of the year of a moment."""
    year = local_day(at).year
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
