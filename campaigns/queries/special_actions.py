"""What pages read of special actions: how far each is, and its chart."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from foundation.organisations.models import Region

from ..models import ActionFigure, Milestone, SpecialAction, SpecialActionKind


@dataclass(frozen=True, slots=True)
class Overview:
    """One special action with its milestones and what its figure has reached."""

    action: SpecialAction
    milestones: list[Milestone]
    reached: Decimal | None
    last_month: dt.date | None
    on: dt.date

    @property
    def done(self) -> int:
        return sum(milestone.done_on is not None for milestone in self.milestones)

    @property
    def late(self) -> list[Milestone]:
        """Milestones whose day is over while the action is under way."""
        if self.action.ended_on is not None:
            return []
        return [one for one in self.milestones if one.done_on is None and one.due_on < self.on]

    @property
    def next(self) -> Milestone | None:
        """The first milestone that is not done."""
        return next((one for one in self.milestones if one.done_on is None), None)


def overviews(actions: Iterable[SpecialAction], *, on: dt.date) -> list[Overview]:
    """How far each of some special actions is, in two statements."""
    actions = list(actions)
    keys = [action.pk for action in actions]
    milestones: dict[int, list[Milestone]] = {key: [] for key in keys}
    for row in Milestone.objects.filter(action__in=keys).order_by("due_on", "pk"):
        milestones[row.action_id].append(row)
    values: dict[int, list[ActionFigure]] = {key: [] for key in keys}
    for figure in ActionFigure.objects.standing().filter(action__in=keys).order_by("month"):
        values[figure.action_id].append(figure)
    return [_overview(action, milestones[action.pk], values[action.pk], on) for action in actions]


def _overview(action: SpecialAction, milestones: list[Milestone], values: list[ActionFigure], on: dt.date) -> Overview:
    last = values[-1].month if values else None
    return Overview(action, milestones, reached(action, values), last, on)


def reached(action: SpecialAction, values: Iterable[ActionFigure]) -> Decimal | None:
    """What the figure of a year has come to: the sum of the months, or the latest; None while there is none."""
    values = sorted(values, key=lambda row: row.month)
    if not values:
        return None
    return sum((row.value for row in values), Decimal(0)) if action.adds_up else values[-1].value


@dataclass(frozen=True, slots=True)
class Progress:
    """The table that the chart of an action is drawn from: month, value, running sum where months add up."""

    heads: list[str]
    rows: list[tuple[dt.date, list[Decimal]]]


def progress_of(action: SpecialAction, values: Iterable[ActionFigure], heads: dict[str, str]) -> Progress | None:
    """Months with a value, in order; None while there are none."""
    running, rows = Decimal(0), []
    for row in sorted(values, key=lambda one: one.month):
        running += row.value
        rows.append((row.month, [running, row.value] if action.adds_up else [row.value]))
    names = [heads["sum"], heads["month"]] if action.adds_up else [heads["month"]]
    return Progress(names, rows) if rows else None


def months_open(action: SpecialAction, *, on: dt.date) -> list[dt.date]:
    """The months of the action's year that have begun, the latest first."""
    last = on.month if on.year == action.year else 12 if on.year > action.year else 0
    return [dt.date(action.year, month, 1) for month in range(last, 0, -1)]


def missing_months(action: SpecialAction, there: Iterable[dt.date], *, on: dt.date) -> list[dt.date]:
    """Months that are over and have no value, since the month after the action was adopted."""
    first, known = action.adopted_on.replace(day=1), set(there)
    over = [month for month in months_open(action, on=on) if month < on.replace(day=1)]
    return sorted(month for month in over if month >= first and month not in known)


def years_of(user: Any) -> list[int]:
    """Years with special actions in sight, the latest first."""
    rows = SpecialAction.objects.visible_to(user).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def districts_of(user: Any, year: int) -> list[Region]:
    """Districts that have adopted some in a year and are in sight."""
    codes = SpecialAction.objects.visible_to(user).filter(year=year).order_by().values("district").distinct()
    return list(Region.objects.filter(pk__in=codes).defer("boundary").order_by("code"))


def still_to_adopt(district: Region, year: int) -> list[SpecialActionKind]:
    """Lines of the catalogue that the district has not adopted for a year."""
    there = SpecialAction.objects.filter(district=district, year=year).values("kind")
    return list(SpecialActionKind.objects.exclude(pk__in=there).order_by("position", "pk"))
