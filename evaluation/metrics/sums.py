"""A source whose figures come from one grouped statement."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.metrics.rollup import districts_like, rolled_up
from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.periods import Period

ZERO, HUNDRED = Decimal(0), Decimal(100)
Address = Callable[[Period], Mapping[str, str]]


@dataclass(frozen=True)
class Sums:
    """Figures that are sums of the columns of one statement, or a part of another in percent.

    ``statement`` gives region, organisation and one column for each of ``columns``; it is handed the districts and both
    ends of the period. A figure is a column's name, or two of them whose quotient it is.
    """

    statement: str
    columns: tuple[str, ...]
    figures: Mapping[str, str | tuple[str, str]]
    view: str
    filters: Mapping[str, Address]
    scale: Decimal = HUNDRED

    def names(self) -> Collection[str]:
        return self.figures.keys()

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        """One statement for all names and parties."""
        told = {
            "districts": districts_like(parties),
            "first": period.start,
            "last": period.end,
            "begins": period.starts_at,
            "ends": min(period.ends_before, at),
        }
        with connection.cursor() as cursor:
            cursor.execute(self.statement, told)
            sums = rolled_up(cursor.fetchall(), parties)
        return {(name, party): self._value(name, sums.get(party)) for name in names for party in parties}

    def _value(self, name: str, sums: list[Any] | None) -> Decimal | None:
        figure = self.figures[name]
        if isinstance(figure, str):
            return (sums[self.columns.index(figure)] or ZERO) if sums else ZERO
        part, whole = ((sums[self.columns.index(one)] or ZERO) if sums else ZERO for one in figure)
        return self.scale * part / whole if whole else None

    def records_url(self, name: str, party: Party, period: Period) -> str:
        """The list with the filters that give these records."""
        if name not in self.filters:
            return ""
        place = {"organisation": str(party.organisation)} if party.organisation else {}
        if not party.organisation and len(party.region) >= DISTRICT_DIGITS:
            place = {"region": party.region}
        return f"{reverse(self.view)}?{urlencode({**place, **self.filters[name](period)})}"
