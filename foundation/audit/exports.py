"""The audit trail as rows, in the words of its page."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from . import words

HEADER = (
    _("Kind of record"),
    _("Record"),
    _("Act"),
    _("Verb"),
    _("Person"),
    _("Sign-in name"),
    _("Address"),
    _("When"),
    _("Before and after"),
    _("Region"),
)


def entry_rows(entries: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per entry, in the column order of HEADER. Expects ``for_list``."""
    for entry in entries:
        yield (
            words.kind(entry),
            entry.subject_id,
            words.deed(entry),
            entry.verb,
            str(entry.actor) if entry.actor else str(_("by itself")),
            entry.actor.username if entry.actor else "",
            entry.address or "",
            entry.at,
            "\n".join(_said(change) for change in words.changes(entry)),
            entry.region_code,
        )


def _said(change: words.Change) -> str:
    before = f"{change.before} → " if change.before else ""
    return f"{change.field} {before}{change.after or '—'}"
