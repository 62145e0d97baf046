"""Special actions as rows: one for each milestone, with the figure of the action."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..queries.special_actions import Overview

HEADER = (
    _("Special action"),
    _("Year"),
    _("Lead department"),
    _("State"),
    _("Figure"),
    _("Reached"),
    _("Target of the year"),
    _("Unit"),
    _("Milestone"),
    _("First due by"),
    _("Due by"),
    _("Done on"),
    _("Note"),
    _("Link"),
)


def milestone_rows(overviews: Iterable[Overview]) -> Iterator[tuple[Any, ...]]:
    """One tuple per milestone, in the column order of HEADER."""
    for overview in overviews:
        action = overview.action
        for milestone in overview.milestones:
            yield (
                str(action),
                action.year,
                action.lead.name,
                action.get_state_display(),
                action.said_figure,
                overview.reached,
                action.target,
                action.said_unit,
                str(milestone),
                milestone.first_due_on,
                milestone.due_on,
                milestone.done_on,
                milestone.note,
                milestone.link,
            )
