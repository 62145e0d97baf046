"""The day's reminders: tasks to answer, milestones that come near, villages without support this quarter."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.trail import record_all
from foundation.notifications.outbox import notify
from foundation.periods import Period, PeriodKind

from ..choices import OPEN_TASKS, ActionOrderState
from ..models import ActionTask, Milestone, Pairing
from .action_messages import tell_of_task

TASK_BEFORE, MILESTONE_BEFORE = dt.timedelta(days=2), dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many were reminded of."""

    tasks: int
    milestones: int
    pairings: int

    def __str__(self) -> str:
        return f"{self.tasks} tasks, {self.milestones} milestones, {self.pairings} pairings"


@transaction.atomic
def remind(district: str, *, on: dt.date, actor: None, at: dt.datetime) -> Reminded:
    """Ask once for what is due soon (到期提醒); what was asked for already is not asked for again."""
    tasks = _tasks(district, on)
    for task in tasks:
        tell_of_task(task, "action_order.reminder", at=at, order=str(task.order), due=task.due_on.isoformat())
    milestones = _milestones(district, on)
    for milestone in milestones:
        _tell_of_milestone(milestone, on, at)
    quarter = Period.containing(on, PeriodKind.QUARTER)
    pairings = _pairings(district, on, quarter)
    for pairing in pairings:
        _tell_of_pairing(pairing, quarter, on, at)
    for verb, rows in (
        ("action_task.remind", tasks),
        ("milestone.remind", milestones),
        ("pairing.remind", pairings),
    ):
        record_all(verb, ((row, None, {"on": on}) for row in rows), actor=actor, at=at)
    return Reminded(len(tasks), len(milestones), len(pairings))


def _tasks(district: str, on: dt.date) -> Sequence[Any]:
    """Hold and mark the tasks that are due in two days and nobody has answered."""
    due = ActionTask.objects.filter(
        district=district,
        state__in=OPEN_TASKS,
        issued_on__isnull=False,
        reminded_on=None,
        due_on__range=(on, on + TASK_BEFORE),
        order__state=ActionOrderState.ISSUED,
    )
    return _marked(due.select_related("order", "organisation"), reminded_on=on)


def _milestones(district: str, on: dt.date) -> Sequence[Any]:
    due = Milestone.objects.of_running().filter(
        district=district, done_on=None, reminded_on=None, due_on__range=(on, on + MILESTONE_BEFORE)
    )
    return _marked(due.select_related("action__lead"), reminded_on=on)


def _pairings(district: str, on: dt.date, quarter: Period) -> Sequence[Any]:
    """In the last month of a quarter: pairings in force since its start with nothing recorded in it."""
    if on < quarter.parts(PeriodKind.MONTH)[-1].start:
        return []
    silent = Pairing.objects.active().filter(district=district, starts_on__lte=quarter.start)
    silent = silent.exclude(reminded_for=quarter.start).without_support_in(quarter)
    return _marked(silent.select_related("organisation", "region"), reminded_for=quarter.start)


def _marked(rows: Any, **mark: dt.date) -> Sequence[Any]:
    held = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
    rows.model.objects.filter(pk__in=[row.pk for row in held]).update(**mark)
    return held


def _tell_of_milestone(milestone: Milestone, on: dt.date, at: dt.datetime) -> None:
    lead = milestone.action.lead
    values = {
        "action": milestone.action.name,
        "milestone": milestone.name,
        "due": milestone.due_on.isoformat(),
    }
    people = User.objects.officials_of(lead, on=on)
    told = {"url": milestone.get_absolute_url(), "at": at, "region": milestone.district_id, "organisation": lead}
    notify(people, "milestone.reminder", values=values, **told)


def _tell_of_pairing(pairing: Pairing, quarter: Period, on: dt.date, at: dt.datetime) -> None:
    values = {"village": pairing.region, "day": quarter.end.isoformat()}
    people = User.objects.officials_of(pairing.organisation, on=on)
    told = {"url": pairing.get_absolute_url(), "at": at, "region": pairing.district_id}
    notify(people, "pairing.reminder", values=values, organisation=pairing.organisation, **told)
