"""Figures of action orders: issued, tasks set, tasks done."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.periods import Period

from ..choices import ActionTaskState
from ..models import ActionOrder, ActionTask
from .parties import at_local_day, counted, span

ISSUED, TASKS, DONE_RATE = "action_orders.issued", "action_orders.tasks", "action_orders.tasks_done_rate"


class ActionOrders:
    """What was ordered and what came of it."""

    def names(self) -> Collection[str]:
        return {ISSUED, TASKS, DONE_RATE}

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        found: Values = {}
        if ISSUED in names:
            rows = ActionOrder.objects.out().filter(issued_at__gte=period.starts_at, issued_at__lt=period.ends_before)
            rows = rows.filter(issued_at__lte=at)
            for party, row in counted(rows, parties, region="district", organisation=None).items():
                found[ISSUED, party] = row["n"]
        if {TASKS, DONE_RATE} & set(names):
            rows = ActionTask.objects.filter(issued_on__range=span(period), issued_on__lte=at_local_day(at))
            done = Count("pk", filter=Q(state=ActionTaskState.CONFIRMED))
            for party, row in counted(rows, parties, done=done).items():
                found[TASKS, party] = row["n"]
                found[DONE_RATE, party] = Decimal(100) * row["done"] / row["n"] if row["n"] else None
        return {key: value for key, value in found.items() if key[0] in names}

    def records_url(self, name: str, party: Party, period: Period) -> str:
        if name == ISSUED:
            return f"{reverse('campaigns:action-orders')}?on_after={period.start}&on_before={period.end}"
        where = f"organisation={party.organisation}" if party.organisation else _place(party)
        return f"{reverse('campaigns:action-tasks')}?{where}&issued_after={period.start}&issued_before={period.end}"


def _place(party: Party) -> str:
    return f"region={party.region}" if len(party.region) == 9 else ""
