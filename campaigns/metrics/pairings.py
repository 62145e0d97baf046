"""Figures of pairings: in force, units, support records, funds, gaps."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.periods import Period, PeriodKind

from ..models import Pairing, SupportRecord
from .parties import at_local_day, counted, span

ACTIVE, UNITS, RECORDS = "pairings.active", "pairings.units", "pairings.records"
FUNDS, GAPS = "pairings.funds", "pairings.gaps"
TEN_THOUSAND = Decimal(10_000)


class Pairings:
    """Who is paired with whom, what came of it, and where nothing did."""

    def names(self) -> Collection[str]:
        return {ACTIVE, UNITS, RECORDS, FUNDS, GAPS}

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        found: Values = {}
        if {ACTIVE, UNITS} & set(names):
            self._in_force(found, parties, min(period.end, at_local_day(at)))
        if {RECORDS, FUNDS} & set(names):
            rows = SupportRecord.objects.counting().filter(on__range=span(period), entered_at__lte=at)
            for party, row in counted(rows, parties, yuan=Sum("funds")).items():
                found[RECORDS, party] = Decimal(row["n"])
                found[FUNDS, party] = Decimal(row["yuan"]) / TEN_THOUSAND
        if GAPS in names:
            silent = _silent(period, at_local_day(at))
            for party, row in counted(Pairing.objects.filter(pk__in=silent), parties).items():
                found[GAPS, party] = Decimal(row["n"])
        return {key: value for key, value in found.items() if key[0] in names}

    def _in_force(self, found: Values, parties: Collection[Party], last: dt.date) -> None:
        """In one statement: each pairing in force with its place and unit."""
        rows = Pairing.objects.filter(Q(ends_on=None) | Q(ends_on__gt=last), starts_on__lte=last)
        pairs = list(rows.order_by().values_list("region", "organisation"))
        for party in parties:
            mine = [pair for pair in pairs if _is_of(party, *pair)]
            found[ACTIVE, party] = Decimal(len(mine))
            found[UNITS, party] = Decimal(len({unit for _region, unit in mine}))

    def records_url(self, name: str, party: Party, period: Period) -> str:
        if name in (RECORDS, FUNDS):
            days = f"on_after={period.start}&on_before={period.end}&state=entered"
            return f"{reverse('campaigns:support-records')}?{_where(party)}{days}"
        return f"{reverse('campaigns:pairings')}?{_where(party)}state={'gaps' if name == GAPS else 'active'}"


def _silent(period: Period, today: dt.date) -> set[int]:
    """Pairings in force through a whole quarter of the period, and over by now, in which nothing was recorded."""
    quarters = period.parts(PeriodKind.QUARTER) if period.kind == PeriodKind.YEAR else (period,)
    over = [quarter for quarter in quarters if quarter.kind == PeriodKind.QUARTER and quarter.end < today]
    found: set[int] = set()
    for quarter in over:
        rows: Any = Pairing.objects.in_force_through(quarter).without_support_in(quarter)
        found.update(rows.values_list("pk", flat=True))
    return found


def _is_of(party: Party, region: str, organisation: int) -> bool:
    return organisation == party.organisation if party.organisation is not None else region.startswith(party.region)


def _where(party: Party) -> str:
    if party.organisation:
        return f"organisation={party.organisation}&"
    return f"region={party.region}&" if len(party.region) == 9 else ""
