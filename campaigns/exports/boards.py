"""Entries of the red and black boards as rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import BoardEntry

HEADER = (
    _("Place or organisation"),
    _("Region"),
    _("Organisation"),
    _("Board"),
    _("State"),
    _("Ground"),
    _("Score"),
    pgettext_lazy("board", "Proposed at"),
    pgettext_lazy("board", "Decided at"),
    pgettext_lazy("board", "Taken off at"),
    _("Reason"),
)


def entry_rows(entries: Iterable[BoardEntry]) -> Iterator[tuple[Any, ...]]:
    """One tuple per entry, in the column order of HEADER. Expects ``for_list``."""
    for entry in entries:
        yield (
            str(entry),
            str(entry.region),
            str(entry.organisation or ""),
            entry.get_colour_display(),
            entry.get_state_display(),
            entry.shown_ground,
            entry.score,
            entry.proposed_at,
            entry.decided_at,
            entry.removed_at,
            entry.reason,
        )
