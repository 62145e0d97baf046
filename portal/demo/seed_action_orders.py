"""Days of action of the demonstration: three that are over, with tasks in every state, and the next one drafted."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from campaigns.actions import action_orders
from campaigns.engine.action_serials import take
from campaigns.models import ActionOrder, ActionTask
from campaigns.queries.action_orders import next_day, policy_of
from foundation.accounts.models import Grant
from foundation.audit.trail import record, record_all
from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodKind, at_local

THEMES = (
    ("背街小巷清洁", "清扫背街小巷、集贸市场周边和楼道，清理小广告和卫生死角。"),
    ("文明交通进路口", "在主要路口和校园周边开展文明劝导，规范非机动车停放。"),
    ("城乡环境大清扫", "党员干部、志愿者和群众一起清扫责任区，整治乱堆乱放、乱贴乱画。"),
)
TEXT = (
    "{work}各单位主要负责同志到现场参加，不搞形式，不增加基层负担。\n"
    "行动中发现的问题当场解决；当场解决不了的，通过平台交办。"
)
FOR_STREETS = ("组织辖区社区（村）集中行动，每个社区（村）至少清理一条背街小巷", "清理小巷", "条")
FOR_OTHERS = ("清扫本单位责任区，组织志愿者到联系社区（村）参加行动", "", "")
OTHERS = ("QH005", "QH007", "QH012", "QH013", "QH014", "QH015", "QH018", "QH020", "QH021", "QH028", "QH042")
LOCAL = ("street_office", "township_government")
ANSWERS = (
    "组织{people}人集中清扫，重点清理楼道杂物和绿化带垃圾，群众反映好。",
    "出动{people}人次，清理小广告和乱堆乱放，当场整改问题6处。",
    "班子成员带头，{people}人参加，责任区清扫一遍，并定下每周清扫安排。",
)
SUMMARY = "{n}个单位参加，出动{people}人次，当场整改一批问题；未报情况的单位已提醒。"
SENT_BACK = "请补充清理小巷的名称，数字与群众反映的不一致。"
SILENT, RETURNED, WAITING = (2, 22), (4, 11), (0, 5, 10, 15)
SILENT_SHARE, LATE_SHARE = 0.06, 0.1


def seed_action_orders(district: str, *, today: dt.date, office: Any) -> list[ActionTask]:
    """The tasks of the orders that are out."""
    place, rng = Region.objects.get(pk=district), Random(f"action orders of {district}")
    days = past_days(today)
    at = at_local(days[0] - dt.timedelta(days=30), dt.time(9))
    action_orders.set_policy(place, drafted_before=10, actor=office, at=at)
    officials = dict(
        Grant.objects.filter(role="official", organisation__isnull=False).values_list("organisation", "user")
    )
    tasks = [task for n, day in enumerate(days) for task in _order(place, day, n, today, office, officials, rng)]
    policy = policy_of(district)
    draft_on = next_day(policy, on=today) - dt.timedelta(days=policy.drafted_before)
    action_orders.draft_next(district, on=draft_on, actor=None, at=at_local(min(draft_on, today), dt.time(7)))
    return tasks


def past_days(today: dt.date) -> list[dt.date]:
    """The last three thirds of a month before today, the oldest first."""
    month, days = Period.containing(today, PeriodKind.MONTH), []
    while len(days) < len(THEMES):
        day = month.start.replace(day=3)
        if day < today:
            days.insert(0, day)
        month = month.previous()
    return days


def _order(
    place: Region, day: dt.date, n: int, today: dt.date, office: Any, officials: Mapping[int, int], rng: Random
) -> list[ActionTask]:
    """One order with its tasks and what became of them; all but the last are closed."""
    issued_at = at_local(day - dt.timedelta(days=4), dt.time(10))
    order = ActionOrder.objects.create(
        district=place,
        of_month=day.replace(day=1),
        on=day,
        due_on=day + dt.timedelta(days=7),
        theme=THEMES[n][0],
        text=TEXT.format(work=THEMES[n][1]),
        state="issued",
        year=issued_at.year,
        serial=take(place.pk, issued_at.year),
        drafted_at=at_local(day - dt.timedelta(days=7), dt.time(7)),
        issued_at=issued_at,
        issued_by=office,
    )
    after = {"number": order.number, "theme": order.theme}
    record("action_order.issue", order, actor=office, at=issued_at, after=after)
    is_last = n == len(THEMES) - 1
    tasks = [_task(order, body, issued_at) for body in _bodies(place.pk)]
    for index, task in enumerate(tasks):
        is_silent = index in SILENT if is_last else rng.random() < SILENT_SHARE
        answered_on = day + dt.timedelta(days=rng.randint(1, 6) + (4 if rng.random() < LATE_SHARE else 0))
        if not is_silent and answered_on < today:
            _answer(task, answered_on, officials, rng)
            _judge(task, index if is_last else -1, answered_on, office)
    ActionTask.objects.bulk_create(tasks)
    facts = ((task, None, {"state": task.state, "answer": task.answer}) for task in tasks if task.answer)
    record_all("action_task.answer", facts, actor=None, at=at_local(day + dt.timedelta(days=10), dt.time(18)))
    if not is_last:
        told = {"n": sum(bool(task.answer) for task in tasks), "people": sum(task.people or 0 for task in tasks)}
        at = at_local(order.due_on + dt.timedelta(days=3), dt.time(16))
        action_orders.close(order, summary=SUMMARY.format(**told), actor=office, at=at)
    return tasks


def _bodies(district: str) -> list[Organisation]:
    here = Organisation.objects.filter(region__code__startswith=district, closed_on=None).order_by("code")
    return [*here.filter(kind__in=LOCAL), *here.filter(code__in=OTHERS)]


def _task(order: ActionOrder, body: Organisation, issued_at: dt.datetime) -> ActionTask:
    asked, figure_name, unit = FOR_STREETS if body.kind in LOCAL else FOR_OTHERS
    return ActionTask(
        order=order,
        district_id=order.district_id,
        region_id=body.region_id,
        organisation=body,
        asked=asked,
        figure_name=figure_name,
        unit=unit,
        issued_on=issued_at.date(),
        due_on=order.due_on,
    )


def _answer(task: ActionTask, on: dt.date, officials: Mapping[int, int], rng: Random) -> None:
    task.state, task.people = "answered", rng.randint(18, 160)
    task.answer = rng.choice(ANSWERS).format(people=task.people)
    task.figure = Decimal(rng.randint(4, 22)) if task.figure_name else None
    task.answered_at = task.first_answered_at = at_local(on, dt.time(rng.randint(9, 17), rng.randint(0, 59)))
    task.answered_by_id = officials.get(task.organisation_id)


def _judge(task: ActionTask, index: int, on: dt.date, office: Any) -> None:
    """Confirmed, but some answers of the last order wait, and two were sent back."""
    if index in WAITING:
        return
    task.state, task.reason = ("returned", SENT_BACK) if index in RETURNED else ("confirmed", "")
    task.judged_at, task.judged_by = at_local(on + dt.timedelta(days=1), dt.time(10)), office
