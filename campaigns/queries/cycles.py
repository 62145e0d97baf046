"""Reads around cycles."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from foundation.audit.models import AuditEntry
from foundation.web.numbers import number

from ..choices import CreationType, CycleState, SubjectState
from ..models import Cycle, Subject
from .subjects import Deed

DEEDS = {
    "cycle.open": (pgettext_lazy("cycle history", "Opened"), "run"),
    "cycle.close": (pgettext_lazy("cycle history", "Closed"), "lock"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of one type are in the campaign, and how many have left it."""

    kind: str
    label: str
    enrolled: int
    withdrawn: int
    lacking: int


def title(rows: QuerySet[Cycle], *, today: dt.date) -> str:
    """Which cycle runs, and until when; how many when there are several."""
    running = list(rows.running().order_by("-starts_on", "-pk")[:50])
    if not running:
        return _("No cycle is running")
    if len(running) > 1:
        return ngettext("{n} cycle is running", "{n} cycles are running", len(running)).format(n=len(running))
    return _("{cycle} is running, {time}").format(cycle=running[0], time=time_of(running[0], today=today))


def time_of(cycle: Cycle, *, today: dt.date) -> str:
    """How much of a cycle is left."""
    if cycle.state == CycleState.CLOSED:
        return _("over")
    if today < cycle.starts_on:
        return _("not begun yet")
    days = (cycle.ends_on - today).days
    if days < 0:
        return _("past its last day")
    return ngettext("{n} day left", "{n} days left", days).format(n=number(days))


def figures(cycle: Cycle, user: Any) -> list[Figure]:
    """Subjects of each type, as far as the person sees them."""
    rows = Subject.objects.visible_to(user).filter(cycle=cycle).order_by().values("creation_type")
    enrolled = Q(state=SubjectState.ENROLLED)
    counted = {
        row["creation_type"]: row
        for row in rows.annotate(
            enrolled=Count("pk", filter=enrolled),
            withdrawn=Count("pk", filter=~enrolled),
            lacking=Count("pk", filter=enrolled & Q(gaps__gt=0)),
        )
    }
    none = {"enrolled": 0, "withdrawn": 0, "lacking": 0}
    return [
        Figure(kind.value, str(kind.label), row["enrolled"], row["withdrawn"], row["lacking"])
        for kind in CreationType
        for row in [counted.get(kind.value, none)]
    ]


def timeline_of(cycle: Cycle) -> list[Deed]:
    """Who opened and closed it."""
    entries = AuditEntry.objects.about(cycle).filter(verb__in=DEEDS).for_list()[:10]
    return [
        Deed(
            what=str(DEEDS[entry.verb][0]),
            at=entry.at,
            who=entry.actor.masked_name if entry.actor else _("the portal"),
            icon=DEEDS[entry.verb][1],
            text="",
        )
        for entry in entries
    ]
