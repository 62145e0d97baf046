"""Reminders of decisions: before the deadline, and when it has passed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from foundation.audit.trail import record_all
from foundation.calendars.queries import work_calendar
from foundation.organisations.models import Region
from foundation.periods.working_time import workday_after

from ..choices import Deadline, StepKind
from ..models import Decision, DecisionStep
from ..permissions import can_remind_of_decisions
from .meeting_messages import tell_office, tell_owners

WORKDAYS_BEFORE = 3
PRESSED_EVERY = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one run came to."""

    near: int = 0
    overdue: int = 0

    def __str__(self) -> str:
        return f"{self.near} near their deadline, {self.overdue} overdue"


@transaction.atomic
def remind(district: str, *, on: dt.date, actor: Any, at: dt.datetime) -> Reminded:
    """Remind owners three working days before a deadline, once, and press them weekly after it (提醒、催办).

    One message for each organisation, however many decisions; the office hears how many are overdue in its place.
    It goes by what stands in the rows, so running twice on a day, or days late, repeats nothing.
    """
    can_remind_of_decisions(actor).enforce()
    until = workday_after(on, WORKDAYS_BEFORE, work_calendar()).day
    here = Decision.objects.filter(district=district).under_way()
    near = here.filter(due_on__range=(on, until), reminded_on=None)
    late = here.overdue(on=on).filter(Q(pressed_on=None) | Q(pressed_on__lte=on - PRESSED_EVERY))
    reminded = _mark(near, "reminded_on", StepKind.REMINDED, on, at)
    pressed = _mark(late, "pressed_on", StepKind.OVERDUE, on, at)
    _tell(reminded, "decisions.near", "?deadline=week", at, until=f"{until:%Y-%m-%d}")
    _tell(pressed, "decisions.overdue", f"?deadline={Deadline.OVERDUE}", at)
    for region in Region.objects.filter(pk__in={row.region_id for row in pressed}).order_by("pk"):
        count = here.overdue(on=on).filter(region=region).count()
        url = f"{reverse('campaigns:decisions')}?deadline={Deadline.OVERDUE}"
        told = {"place": region, "count": str(count)}
        tell_office("decisions.overdue_here", region.pk, url=url, at=at, values=told)
    return Reminded(len(reminded), len(pressed))


def _mark(rows: Any, column: str, kind: str, on: dt.date, at: dt.datetime) -> list[Decision]:
    """Hold the rows, write the day into them and a step beside them; a twin that comes meanwhile finds none left."""
    found = list(rows.select_for_update().order_by("pk"))
    Decision.objects.filter(pk__in=[row.pk for row in found]).update(**{column: on})
    steps = [DecisionStep(decision=row, kind=kind, due_on=row.due_on, at=at) for row in found]
    DecisionStep.objects.bulk_create(steps, batch_size=1000)
    told = ((row, None, {"due_on": row.due_on}) for row in found)
    record_all(f"decision.{'remind' if kind == StepKind.REMINDED else 'press'}", told, actor=None, at=at)
    return found


def _tell(rows: list[Decision], kind: str, query: str, at: dt.datetime, **values: str) -> None:
    for region in sorted({row.region_id for row in rows}):
        owners = [row.organisation_id for row in rows if row.region_id == region]
        tell_owners(kind, owners, query=query, at=at, region=region, **values)
