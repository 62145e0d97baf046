"""Pairings and support records as rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PAIRINGS = (
    _("Unit"),
    _("Unit code"),
    _("Street or town"),
    _("Village or community"),
    _("Village code"),
    _("State"),
    pgettext_lazy("pairing", "From"),
    pgettext_lazy("pairing", "Until"),
    _("What it is for"),
    _("Support records"),
    _("Last support"),
    _("This quarter"),
    _("Hours"),
    _("Funds (yuan)"),
    _("Why it ended"),
)
RECORDS = (
    _("Day"),
    _("Unit"),
    _("Street or town"),
    _("Village or community"),
    _("What it was"),
    pgettext_lazy("support", "What was done"),
    _("People taking part"),
    _("Hours"),
    _("Funds (yuan)"),
    _("Link"),
    _("State"),
    _("Why it was reversed"),
)


def pairing_rows(pairings: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per pairing, in the column order of PAIRINGS. Expects ``for_list``."""
    for row in pairings:
        yield (
            row.organisation.name,
            row.organisation.code,
            str(row.region.parent),
            row.region.name,
            row.region_id,
            row.get_state_display(),
            row.starts_on,
            row.ends_on,
            row.aim,
            row.record_count,
            row.last_on,
            row.in_quarter,
            row.hours,
            row.funds,
            row.reason,
        )


def support_rows(records: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per support record, in the column order of RECORDS. Expects ``for_list``."""
    for row in records:
        yield (
            row.on,
            row.organisation.name,
            str(row.region.parent),
            row.region.name,
            row.get_kind_display(),
            row.text,
            row.people,
            row.hours,
            row.funds,
            row.link,
            row.get_state_display(),
            row.reason,
        )
