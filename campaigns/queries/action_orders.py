"""What pages, documents and the timetable read of action orders."""

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from ..choices import OPEN_TASKS, ActionTaskState
from ..models import ActionOrder, ActionOrderPolicy, ActionTask


def policy_of(district: str) -> ActionOrderPolicy:
    """The district's rule, or the one that holds where nobody has set any; never saved here."""
    return ActionOrderPolicy.objects.filter(district=district).first() or ActionOrderPolicy(district_id=district)


def next_day(policy: ActionOrderPolicy, *, on: dt.date) -> dt.date:
    """The next day of action on or after a day (下一个行动日)."""
    if on.day <= policy.day:
        return on.replace(day=policy.day)
    first_of_next = on.replace(day=1) + dt.timedelta(days=calendar.monthrange(on.year, on.month)[1])
    return first_of_next.replace(day=policy.day)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an order is: tasks, answered, confirmed, late; people who took part."""

    tasks: int
    answered: int
    confirmed: int
    late: int
    people: int


def standing_of(order: ActionOrder, *, on: dt.date) -> Standing:
    """How far an order is on a day."""
    counts = order.tasks.counts()
    people = order.tasks.aggregate(people=Sum("people"))["people"]
    return Standing(
        tasks=sum(counts.values()),
        answered=counts.get(ActionTaskState.ANSWERED, 0),
        confirmed=counts.get(ActionTaskState.CONFIRMED, 0),
        late=order.tasks.late(on=on).count() if order.is_out else 0,
        people=people or 0,
    )


@dataclass(frozen=True, slots=True)
class FigureSum:
    """One figure that was asked for, summed over the answers."""

    name: str
    unit: str
    value: Decimal


def figures_of(order: ActionOrder) -> list[FigureSum]:
    """The figures of the answers, each name and unit once."""
    rows = order.tasks.exclude(figure=None).order_by("figure_name", "unit").values_list("figure_name", "unit")
    return [FigureSum(name, unit, value) for name, unit, value in rows.annotate(value=Sum("figure"))]


def tasks_of(order: ActionOrder, *, on: dt.date) -> list[ActionTask]:
    """The tasks of an order for its page: what waits for the office first, then what is late."""
    first: dict[str, int] = {ActionTaskState.ANSWERED: 0, ActionTaskState.RETURNED: 1, ActionTaskState.ASKED: 2}
    rows = order.tasks.for_list(on=on).order_by("pk")
    return sorted(rows, key=lambda task: (first.get(task.state, 3), not task.is_late, task.region_id, task.pk))


def on_paper(order: ActionOrder) -> list[ActionTask]:
    """The tasks of an order in the order of its documents."""
    return list(order.tasks.select_related("organisation").order_by("pk"))


def districts_with_open_tasks() -> list[str]:
    """Districts in which somebody has still to answer."""
    rows = ActionTask.objects.out().filter(state__in=OPEN_TASKS).order_by("district").values_list("district", flat=True)
    return list(rows.distinct())
