"""Chainable reads of decisions."""

import datetime as dt
from typing import Any, Self

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from foundation.accounts.choices import Role

from ..choices import ISSUED_DECISIONS, STANDING_DECISIONS, UNDER_WAY_DECISIONS, DecisionState
from .meetings import own_organisations


def late(on: dt.date) -> Q:
    """Past the deadline and not reported as done (逾期未办). The last day itself is in time."""
    return Q(due_on__lt=on, state__in=UNDER_WAY_DECISIONS)


class DecisionQuerySet(QuerySet[Any]):
    """Reads of decisions."""

    def visible_to(self, user: Any) -> Self:
        """The office and leaders of the place; once issued, leaders of the owner's place, the owner and supporters."""
        whole = user.region_scope("region__code", roles=[Role.ADMIN, Role.LEADER])
        place = user.region_scope("organisation__region__code", roles=[Role.LEADER])
        mine = self._of(user)
        return self.filter(whole | (mine | place) & Q(state__in=ISSUED_DECISIONS))

    def of_organisations(self, user: Any) -> Self:
        """Owned or supported by an organisation for which somebody acts as an official."""
        return self.filter(self._of(user))

    def _of(self, user: Any) -> Q:
        own = own_organisations(user)
        supported = self.model.supporters.through.objects.filter(organisation__in=own)
        return Q(organisation__in=own) | Q(pk__in=supported.values("decision"))

    def owned_by(self, user: Any) -> Self:
        """Of organisations for which somebody acts as an official."""
        return self.filter(organisation__in=own_organisations(user))

    def issued(self) -> Self:
        return self.filter(state__in=ISSUED_DECISIONS)

    def standing(self) -> Self:
        """Issued and neither confirmed nor cancelled."""
        return self.filter(state__in=STANDING_DECISIONS)

    def under_way(self) -> Self:
        """The owner's turn: to be taken up, in progress or sent back."""
        return self.filter(state__in=UNDER_WAY_DECISIONS)

    def to_confirm(self) -> Self:
        """Reported as done, the office's turn."""
        return self.filter(state=DecisionState.DONE)

    def overdue(self, *, on: dt.date) -> Self:
        return self.filter(late(on))

    def due_within(self, days: int, *, on: dt.date) -> Self:
        """The owner's turn, and the deadline comes within so many days."""
        return self.under_way().filter(due_on__range=(on, on + dt.timedelta(days=days)))

    def counts(self) -> dict[str, int]:
        """How many there are in each state."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))

    def for_list(self, *, on: dt.date) -> Self:
        """Everything a table row shows; the earliest deadline first."""
        overdue = ExpressionWrapper(late(on), output_field=BooleanField())
        rows = self.select_related("meeting__kind", "organisation", "region").annotate(is_overdue=overdue)
        return rows.prefetch_related("supporters").order_by("due_on", "pk")
