"""Meetings and decisions as rows, in the order in which they are shown."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MEETINGS = (
    _("Kind"),
    _("Title"),
    _("Place"),
    _("Begins"),
    _("Meeting place"),
    _("Chair"),
    _("State"),
    _("Number of the minutes"),
    _("Minutes issued"),
    _("Decisions"),
    _("Carried out"),
    _("Overdue"),
)
DECISIONS = (
    _("Meeting"),
    _("Number of the minutes"),
    pgettext_lazy("decision", "No."),
    pgettext_lazy("meeting", "Decision"),
    pgettext_lazy("decision", "Owner"),
    pgettext_lazy("decision", "Supporting organisations"),
    _("State"),
    _("Due"),
    _("First due"),
    _("Overdue"),
    _("Carried out on"),
    pgettext_lazy("decision", "What was done"),
    _("Times sent back"),
)


def meeting_rows(meetings: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per meeting, in the column order of MEETINGS. Expects ``for_list`` with the counts of decisions."""
    for meeting in meetings:
        yield (
            str(meeting.kind),
            meeting.title,
            str(meeting.region),
            meeting.starts_at,
            meeting.place,
            meeting.chair,
            meeting.get_state_display(),
            meeting.number,
            meeting.signed_at,
            meeting.made,
            meeting.carried_out,
            meeting.overdue,
        )


def decision_rows(decisions: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per decision, in the column order of DECISIONS. Expects ``for_list``."""
    for decision in decisions:
        yield (
            decision.meeting.title,
            decision.meeting.number,
            decision.position,
            decision.text,
            str(decision.organisation),
            "、".join(map(str, decision.supporters.all())),
            decision.get_state_display(),
            decision.due_on,
            decision.first_due_on,
            decision.is_overdue,
            decision.done_on,
            decision.answer,
            decision.returns,
        )
