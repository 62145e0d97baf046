"""Gaps of a ledger with the names of who lacks entries, street by street and town by town."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.organisations.models import Organisation, Region

from ..models import LedgerKind
from .ledgers import gaps


@dataclass(frozen=True, slots=True)
class GapLine:
    """Somebody with too few entries: under which street or town, how many there are, and of how many."""

    group: str
    code: str
    party: Any
    value: str
    there: int
    of: int


def lines_of(user: Any, district: Region | None, kind: LedgerKind, *, on: dt.date) -> list[GapLine]:
    """Gaps under their street or town; organisations of the district stand by themselves."""
    rows = gaps(user, district.code, [kind], on=on) if district else []
    places = Region.objects.in_bulk({row.region for row in rows} | {row.region[:9] for row in rows})
    bodies = Organisation.objects.in_bulk({row.organisation for row in rows if row.organisation})
    lines = []
    for row in rows:
        town = places.get(row.region[:9])
        if row.organisation:
            body = bodies[row.organisation]
            head, code, party, value = _("Organisations"), body.code, body, f"o{body.pk}"
        else:
            head, code = town.name if town else "", row.region
            party, value = places.get(row.region), f"r{row.region}"
        lines.append(GapLine(head, code, party, value, row.there, row.expected))
    order = list(dict.fromkeys(line.group for line in lines))
    return sorted(lines, key=lambda line: order.index(line.group))
