"""Figures of special actions: running, milestones due, milestones met."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Count, F, Q
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.periods import Period

from ..choices import SpecialActionState
from ..models import Milestone, SpecialAction
from .parties import at_local_day, counted, span

RUNNING = "special_actions.running"
DUE, MET_RATE = "special_actions.milestones_due", "special_actions.milestones_met_rate"


class SpecialActions:
    """What was adopted, and whether its milestones were met by their days."""

    def names(self) -> Collection[str]:
        return {RUNNING, DUE, MET_RATE}

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        found: Values = {}
        if RUNNING in names:
            last = min(period.end, at_local_day(at))
            rows = SpecialAction.objects.filter(Q(ended_on=None) | Q(ended_on__gt=last), adopted_on__lte=last)
            rows = rows.filter(year__lte=last.year)
            for party, row in counted(rows, parties, region="district", organisation="lead").items():
                found[RUNNING, party] = Decimal(row["n"])
        if {DUE, MET_RATE} & set(names):
            rows = Milestone.objects.exclude(action__state=SpecialActionState.STOPPED)
            rows = rows.filter(due_on__range=span(period), due_on__lte=at_local_day(at))
            met = Count("pk", filter=Q(done_on__lte=F("due_on")))
            for party, row in counted(rows, parties, region="district", organisation="action__lead", met=met).items():
                found[DUE, party] = Decimal(row["n"])
                found[MET_RATE, party] = Decimal(100) * row["met"] / row["n"] if row["n"] else None
        return {key: value for key, value in found.items() if key[0] in names}

    def records_url(self, name: str, party: Party, period: Period) -> str:
        return f"{reverse('campaigns:special-actions')}?year={period.end.year}&district={party.region[:6]}"
