"""Chainable reads of plans."""

import datetime as dt
from typing import Any, Self

from django.db.models import Q, QuerySet

from ..choices import (
    PlanState,
)


class PlanQuerySet(QuerySet[Any]):
    """Reads of plans and draws."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.region_scope("district__code", roles=["admin", "leader"]))

    def for_list(self) -> Self:
        return self.select_related("district").order_by("state", "-starts_on", "pk")

    def in_force(self, *, on: dt.date) -> Self:
        """Plans by which checks of that day are drawn."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), state=PlanState.ADOPTED, starts_on__lte=on)

    def districts(self) -> list[str]:
        """The codes of their districts."""
        return list(self.order_by("district").values_list("district", flat=True).distinct())
