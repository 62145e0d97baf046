"""Figures of what filing costs those who file."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Q

from foundation.metrics.registry import Party, Values
from foundation.metrics.rollup import districts_like, rolled_up
from foundation.periods import Period

from ..models import LedgerEntry, ProgressReport
from ..queries.burden import entry_sums, report_sums

ASKED, PREFILLED = "burden.fields_asked", "burden.fields_prefilled"


class BurdenSource:
    """Fields asked in reports due and in entries made, and those of them that the portal filled."""

    def names(self) -> Collection[str]:
        return (ASKED, PREFILLED)

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        """Two statements for all parties."""
        near = Q()
        for pattern in districts_like(parties):
            near |= Q(district__code__startswith=pattern.rstrip("%"))
        rows = [
            (region, organisation, asked, filled)
            for region, organisation, _n, asked, filled, _spent in report_sums(
                ProgressReport.objects.filter(near, opened_at__lt=at), period
            )
        ]
        rows += [
            (region, organisation, asked, filled)
            for region, organisation, _n, asked, filled in entry_sums(
                LedgerEntry.objects.filter(near, entered_at__lt=at), period
            )
        ]
        sums = rolled_up(rows, parties)
        place = {ASKED: 0, PREFILLED: 1}
        nothing = [Decimal(0), Decimal(0)]
        return {(name, party): sums.get(party, nothing)[place[name]] for name in names for party in parties}

    def records_url(self, name: str, party: Party, period: Period) -> str:
        return ""


BURDEN = BurdenSource()
