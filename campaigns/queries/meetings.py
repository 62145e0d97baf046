"""Meetings as lists and pages show them."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.periods import Period, PeriodKind

from ..choices import TOOK_PLACE, DecisionState, MeetingState, Presence
from ..models import Attendee, Decision, Meeting, ReplacedMinutes
from ..querysets.decisions import late


def with_decisions(meetings: QuerySet[Meeting], *, on: dt.date) -> QuerySet[Meeting]:
    """Meetings that know how many decisions they made, how many are carried out, and how many are overdue."""
    made = Decision.objects.filter(meeting=OuterRef("pk")).exclude(state=DecisionState.CANCELLED)
    return meetings.annotate(
        made=_count(made),
        carried_out=_count(made.filter(state=DecisionState.CONFIRMED)),
        overdue=_count(made.filter(late(on))),
    )


def attendance_of(attendees: list[Attendee]) -> list[dict[str, Any]]:
    """How many came, sent a deputy, were excused, stayed away; nothing before somebody was marked."""
    counts = Counter(row.presence for row in attendees if row.presence)
    return [{"presence": value, "count": counts[value]} for value in Presence.values if counts[value]]


def title_of(visible: QuerySet[Meeting], *, on: dt.date, writes: bool) -> str:
    """What the list comes to: this week's, minutes that wait for who writes them, else how many were held this year."""
    week = Period.containing(on, PeriodKind.WEEK)
    ahead = visible.filter(state=MeetingState.CALLED, starts_at__range=_span(week)).count()
    waiting = visible.filter(state=MeetingState.HELD).count() if writes else 0
    parts = []
    if ahead:
        parts.append(ngettext("{n} meeting this week", "{n} meetings this week", ahead).format(n=ahead))
    if waiting:
        said = ngettext("the minutes of {n} are to be issued", "the minutes of {n} are to be issued", waiting)
        parts.append(said.format(n=waiting))
    if len(parts) == 2:
        return _("{first}, {second}").format(first=parts[0], second=parts[1])
    if parts and ahead:
        return parts[0]
    if waiting:
        said = ngettext(
            "The minutes of {n} meeting are to be issued", "The minutes of {n} meetings are to be issued", waiting
        )
        return said.format(n=waiting)
    held = visible.filter(state__in=TOOK_PLACE, starts_at__year=on.year).count()
    return ngettext("{n} meeting held this year", "{n} meetings held this year", held).format(n=held)


def _span(period: Period) -> tuple[dt.datetime, dt.datetime]:
    return period.starts_at, period.ends_before


def _count(rows: QuerySet[Any]) -> Coalesce:
    count = rows.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def replaced_of(meeting: Meeting) -> list[ReplacedMinutes]:
    """Minutes that corrections replaced, the latest first."""
    return list(meeting.replaced.select_related("replaced_by").order_by("-version"))


def decided(meeting: Meeting) -> list[Decision]:
    """What the minutes say was decided, whatever became of it."""
    return list(meeting.decisions.select_related("organisation").prefetch_related("supporters").order_by("position"))
