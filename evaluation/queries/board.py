"""The board of problems: which tabs there are, which rows stand on top, and what a row says."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.accounts.choices import Role
from foundation.calendars.queries import work_calendar
from foundation.periods import WorkCalendar, add_workdays, at_local, local_day
from foundation.web.numbers import capped, number
from foundation.web.worktime import Remaining, passed, remaining

from ..choices import OPEN_PROBLEMS, UNDER_WAY, ProblemState, Severity, TimeUnit
from ..models import CheckPhoto, Problem, ProblemPhoto

COUNT_CAP = 10_000
HEAVIEST_FIRST = tuple(reversed(Severity.values))
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the board: the states it holds, and by which moment its rows stand in order."""

    label: Any
    states: tuple[str, ...]
    moment: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its rows still wait for somebody."""
        return bool(self.moment)


TABS = {
    "found": Tab(ProblemState.FOUND.label, (ProblemState.FOUND,), "found_at"),
    "assigned": Tab(ProblemState.ASSIGNED.label, (ProblemState.ASSIGNED,), "due_at"),
    "returned": Tab(ProblemState.RETURNED.label, (ProblemState.RETURNED,), "due_at"),
    "rectified": Tab(ProblemState.RECTIFIED.label, (ProblemState.RECTIFIED,), "rectified_at"),
    "suspended": Tab(ProblemState.SUSPENDED.label, (ProblemState.SUSPENDED,), "due_at"),
    "closed": Tab(ProblemState.CLOSED.label, (ProblemState.CLOSED,)),
    "cancelled": Tab(gettext_lazy("Cancelled or merged"), (ProblemState.CANCELLED, ProblemState.MERGED)),
    "all": Tab(gettext_lazy("All problems"), tuple(ProblemState.values)),
}
TODO = Tab(gettext_lazy("For us to do"), tuple(UNDER_WAY), "due_at")


def lanes(problems: QuerySet[Problem], tab: Tab, *, at: dt.datetime) -> list[QuerySet[Problem]]:
    """The rows of an open tab, what is to be done first on top (最该先办): overdue, severity, time left."""
    runs = set(tab.states) <= set(UNDER_WAY)
    found = []
    for overdue in (True, False) if runs else (False,):
        for severity in HEAVIEST_FIRST:
            rows = problems.filter(state__in=tab.states, severity=severity)
            if runs:
                rows = rows.filter(due_at__lt=at) if overdue else rows.filter(due_at__gte=at)
            found.append(rows.order_by(tab.moment, "pk"))
    return found


def counts(problems: QuerySet[Problem]) -> dict[str, int]:
    """How many rows the open states have, counted no further than the cap."""
    return {state.value: capped_count(problems.filter(state=state)) for state in OPEN_PROBLEMS}


def capped_count(rows: QuerySet[Any]) -> int:
    return rows.order_by().values("pk")[: COUNT_CAP + 1].count()


def shown(problems: Any) -> Any:
    """Everything that a row shows: its place, its organisation and its first photo."""
    by_check = CheckPhoto.objects.filter(item__finding__problem=OuterRef("pk")).order_by("pk").values("attachment")
    by_hand = ProblemPhoto.objects.filter(problem=OuterRef("pk"), recheck=None, second_look=None)
    by_hand = by_hand.order_by("position", "pk").values("attachment")
    first = Coalesce(Subquery(by_check[:1]), Subquery(by_hand[:1]))
    return problems.select_related("site__region__parent", "site__type", "organisation").annotate(first_photo=first)


def timed(rows: Iterable[Problem], *, at: dt.datetime) -> None:
    """Say on each row how long it has waited or how much time is left."""
    calendar = work_calendar()
    for row in rows:
        row.time = time_of(row, at, calendar)


def time_of(row: Problem, at: dt.datetime, calendar: WorkCalendar) -> Remaining | None:
    """What a row says about time: waiting for the office, or left until the deadline."""
    if row.state == ProblemState.FOUND:
        waited = passed(row.found_at, at, calendar)
        if add_workdays(row.found_at, 1, calendar).at < at:
            return Remaining(_("{time}, too long").format(time=waited), "overdue")
        return Remaining(waited)
    if row.state in UNDER_WAY and row.due_at:
        left = remaining(row.due_at, at, calendar, by_clock=row.clock_unit == TimeUnit.CLOCK_HOUR)
        if row.lapses and left.flag != "overdue":
            return Remaining(_("overdue, under supervision: {time}").format(time=left.text), "overdue")
        return left
    if row.state == ProblemState.RECTIFIED and row.rectified_at:
        return Remaining(_("waiting for {time}").format(time=passed(row.rectified_at, at, calendar)))
    return None


def waited_too_long_before(at: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """What was found before this moment should have been assigned by now: a whole working day has passed since."""
    day = local_day(at)
    while not (calendar.is_workday(day) and at_local(day, calendar.closing(day)) < at):
        day -= DAY
    return at_local(day, dt.time.min)


def title(problems: Any, counted: dict[str, int], *, at: dt.datetime) -> str:
    """The answer: how many are open, how many of them overdue or waiting for the office for too long."""
    still_open = sum(counted.values())
    if still_open > COUNT_CAP:
        return _("More than 10,000 problems are open")
    if not still_open:
        return _("No problem is open")
    said = ngettext("{n} problem is open", "{n} problems are open", still_open).format(n=number(still_open))
    overdue = capped_count(problems.overdue(at=at))
    since = waited_too_long_before(at, work_calendar())
    waiting = capped_count(problems.filter(state=ProblemState.FOUND, found_at__lt=since))
    parts = [said]
    if overdue:
        parts.append(_("{n} of them overdue").format(n=number(overdue)))
    if waiting:
        parts.append(_("{n} found ones wait too long").format(n=number(waiting)))
    return _(", ").join(parts)


def in_order(problems: Any, tab: Tab, *, at: dt.datetime) -> Any:
    """The rows of a tab in the order of the page, for a workbook."""
    rows = problems.for_list() if tab is TABS["all"] else problems.for_list().filter(state__in=tab.states)
    if not tab.is_open:
        return rows
    weight = Case(*(When(severity=one, then=n) for n, one in enumerate(HEAVIEST_FIRST)))
    return rows.with_overdue(at=at).annotate(weight=weight).order_by("-is_overdue", "weight", tab.moment, "pk")


def said(count: int) -> str:
    """A count as it is written, 10,000+ beyond the cap."""
    return capped(count if count <= COUNT_CAP else None, COUNT_CAP)


def to_recheck(user: Any, recused: Iterable[int]) -> Any:
    """Rectified problems that this person may re-check: of his area, not his own work nor that of his organisation."""
    area = user.region_scope("region__code", roles=[Role.ADMIN, Role.INSPECTOR])
    rows = Problem.objects.filter(area, state=ProblemState.RECTIFIED, needs_recheck=True)
    return rows.exclude(organisation__in=sorted(recused)).exclude(rectified_by=user.pk)


def mine_first(rows: Any, user: Any) -> Any:
    """What this person is named for, then what nobody is named for, then the rest; the longest waiting first."""
    turn = Case(When(rechecker=user.pk, then=0), When(rechecker=None, then=1), default=2)
    return rows.select_related("rechecker").annotate(turn=turn).order_by("turn", "rectified_at", "pk")
