"""The burden of a month as a table."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..queries.burden import Burden

HEADER = [
    _("Who files"),
    _("Lies in"),
    _("Reports due"),
    _("Ledger entries"),
    _("Fields asked"),
    _("Filled by the portal"),
    _("Filled by hand"),
    _("Filled by the portal, %"),
    _("Minutes spent on reports"),
]


def burden_rows(rows: Iterable[Burden]) -> Iterator[list[Any]]:
    """The columns of the page."""
    for row in rows:
        yield [
            row.name,
            row.place,
            row.reports,
            row.entries,
            row.asked,
            row.prefilled,
            row.by_hand,
            row.share,
            row.minutes,
        ]
