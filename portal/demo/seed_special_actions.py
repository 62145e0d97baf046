"""The ten special actions of the demonstration's year: milestones, some late, monthly values, one corrected."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

from campaigns import linking
from campaigns.actions import special_actions
from campaigns.models import (
    ActionFigure,
    ActionTask,
    CampaignLink,
    JointCampaign,
    Milestone,
    SpecialAction,
    SpecialActionKind,
)
from foundation.accounts.models import Grant
from foundation.audit.trail import record_all
from foundation.organisations.models import Organisation, Region
from foundation.periods import at_local

TARGETS = {
    "pocket_parks": 12,
    "open_walls": 3200,
    "estate_quality": 18,
    "clean_rivers": 26,
    "better_traffic": 40,
    "shop_front_duties": 5200,
    "unlawful_buildings": 15000,
    "waste_sorting": 90,
    "preschool_places": 900,
    "civic_conduct": 92,
}
LATE, DONE_LATE = ("clean_rivers", "unlawful_buildings"), ("open_walls", "estate_quality", "better_traffic")
SILENT = ("preschool_places", "better_traffic")  # the last month is not entered yet
NOTES = ("按计划完成，资料已上传平台。", "已完成，街道和社区参加了验收。", "完成并向社会公示。")
CORRECTED, WHY = "pocket_parks", "一处未通过验收，更正"
PLACES = {
    "action_task": ("civilised_city", "patriotic_health", "rural_environment"),
    "milestone": ("civilised_city", "patriotic_health"),
}


def seed_special_actions(district: str, *, today: dt.date, office: Any, tasks: Sequence[ActionTask]) -> tuple[int, int]:
    """How many were adopted, and how many records are counted in campaigns."""
    place, rng = Region.objects.get(pk=district), Random(f"special actions of {district}")
    adopted_on = min(dt.date(today.year, 1, 15), today)
    leads: dict[str, Organisation] = {}
    for body in Organisation.objects.filter(region=district, closed_on=None).order_by("-code"):
        leads[body.kind] = body
    kinds = [kind for kind in SpecialActionKind.objects.order_by("position") if kind.lead_kind in leads]
    chosen = {kind.pk: (leads[kind.lead_kind], Decimal(TARGETS[kind.pk])) for kind in kinds}
    at = at_local(adopted_on, dt.time(10))
    actions = special_actions.adopt(place, year=today.year, leads=chosen, actor=office, at=at)
    officials = dict(
        Grant.objects.filter(role="official", organisation__isnull=False).values_list("organisation", "user")
    )
    reached = _milestones(actions, today, officials, rng)
    _figures(actions, today, officials, rng)
    return len(actions), _count(reached, tasks, office, today)


def _milestones(
    actions: Sequence[SpecialAction], today: dt.date, officials: dict[int, int], rng: Random
) -> list[Milestone]:
    """Those that are due are done in time, later, or not yet."""
    by_key = {action.pk: action for action in actions}
    due = list(Milestone.objects.filter(action__in=by_key, due_on__lt=today).order_by("action", "due_on"))
    last = {row.action_id: row.pk for row in due}
    done = []
    for row in due:
        row.action = action = by_key[row.action_id]
        is_last = last[row.action_id] == row.pk
        if action.kind_id in LATE and is_last:
            continue
        late = action.kind_id in DONE_LATE and is_last
        days = rng.randint(3, 16) if late else -rng.randint(0, 12)
        row.done_on = min(row.due_on + dt.timedelta(days=days), today - dt.timedelta(days=1))
        row.note, row.reported_at = rng.choice(NOTES), at_local(row.done_on, dt.time(16, rng.randint(0, 59)))
        row.reported_by_id = officials.get(action.lead_id)
        done.append(row)
    Milestone.objects.bulk_update(done, ["done_on", "note", "reported_at", "reported_by"])
    facts = ((row, None, {"done_on": row.done_on, "note": row.note}) for row in done)
    record_all("milestone.reach", facts, actor=None, at=at_local(today - dt.timedelta(days=1), dt.time(18)))
    return done


def _figures(actions: Sequence[SpecialAction], today: dt.date, officials: dict[int, int], rng: Random) -> None:
    rows = []
    for action in actions:
        last = today.month - 1 - (action.kind_id in SILENT)
        rows += [_figure(action, month, _value(action, month, rng), officials, today) for month in range(1, last + 1)]
    for row in rows:
        if row.action.kind_id == CORRECTED and row.month.month == min(9, today.month - 1):
            wrong = _figure(row.action, row.month.month, row.value + 1, officials, today)
            wrong.superseded_at = row.entered_at = wrong.entered_at + dt.timedelta(days=4)
            row.version, row.reason = 2, WHY
            rows.append(wrong)
            break
    ActionFigure.objects.bulk_create(rows)


def _value(action: SpecialAction, month: int, rng: Random) -> Decimal:
    """A rate rises towards its target; what is added up grows faster in the warm months."""
    target = Decimal(TARGETS[action.kind_id])
    if not action.adds_up:
        return (target - 16 + Decimal(month) * Decimal("1.3") + Decimal(rng.randint(-6, 6)) / 10).quantize(
            Decimal("0.1")
        )
    share = Decimal(rng.randint(6, 10) + (4 if 4 <= month <= 10 else 0)) / (190 if action.kind_id in LATE else 135)
    return (target * share).quantize(Decimal(1))


def _figure(
    action: SpecialAction, month: int, value: Decimal, officials: dict[int, int], today: dt.date
) -> ActionFigure:
    first = dt.date(action.year, month, 1)
    entered = min((first + dt.timedelta(days=33)).replace(day=2), today - dt.timedelta(days=1))
    return ActionFigure(
        action=action,
        month=first,
        value=value,
        entered_at=at_local(entered, dt.time(11)),
        entered_by_id=officials.get(action.lead_id),
    )


def _count(reached: Sequence[Milestone], tasks: Sequence[ActionTask], office: Any, today: dt.date) -> int:
    """Confirmed tasks and milestones that serve several campaigns, each entered once."""
    campaigns = {row.code: row for row in JointCampaign.objects.filter(district=None)}
    confirmed = [task for task in tasks if task.state == "confirmed"]
    rows = [("action_task", task, n) for n, task in enumerate(confirmed) if n % 2 == 0]
    rows += [("milestone", row, n) for n, row in enumerate(reached) if n % 3 == 0]
    links = []
    for kind, row, n in rows:
        facts = linking.linkable(kind).facts(row)  # type: ignore[union-attr]
        for code in PLACES[kind][: 1 + n % len(PLACES[kind]) + (n % 4 == 0)]:
            links.append(
                CampaignLink(
                    campaign=campaigns[code],
                    kind=kind,
                    record=row.pk,
                    title=facts.title[:200],
                    on=facts.on,
                    district_id=facts.district,
                    region_id=facts.region,
                    organisation_id=facts.organisation,
                    linked_at=at_local(min(facts.on + dt.timedelta(days=9), today), dt.time(9)),
                    linked_by=office,
                )
            )
    return len(CampaignLink.objects.bulk_create(links))
