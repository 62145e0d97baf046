"""Chainable reads of pairings and of the support in them."""

import datetime as dt
from typing import Any, Self

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from foundation.accounts.choices import Role
from foundation.periods import Period

from ..choices import PairingState, SupportState


class PairingQuerySet(QuerySet[Any]):
    """Reads of pairings."""

    def visible_to(self, user: Any) -> Self:
        """By the village, or by the unit that is paired with it."""
        return self.filter(user.scope("region__code", "organisation_id"))

    def active(self) -> Self:
        return self.filter(state=PairingState.ACTIVE)

    def owned_by(self, user: Any) -> Self:
        """Pairings whose support an official enters for his unit."""
        owned = {pk for grant in user.held if grant.role == Role.OFFICIAL for pk in grant.organisations}
        return self.filter(organisation__in=owned) if owned else self.none()

    def in_force_through(self, period: Period) -> Self:
        """In force from the first to the last day of a period."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=period.end), starts_on__lte=period.start)

    def without_support_in(self, period: Period) -> Self:
        """Nothing that counts was recorded for a day of the period (帮扶空白)."""
        records = self.model.records.rel.related_model.objects.counting().filter(pairing=OuterRef("pk"))
        return self.filter(~Exists(records.filter(on__range=(period.start, period.end))))

    def for_list(self, *, quarter: Period) -> Self:
        """With what was recorded: how often, when last, and how often in a quarter."""
        counting = Q(records__state=SupportState.ENTERED)
        rows = self.annotate(
            record_count=Count("records", filter=counting),
            last_on=Max("records__on", filter=counting),
            in_quarter=Count("records", filter=counting & Q(records__on__range=(quarter.start, quarter.end))),
            hours=Sum("records__hours", filter=counting),
            funds=Sum("records__funds", filter=counting),
        )
        return rows.select_related("organisation", "region__parent", "district")


class SupportRecordQuerySet(QuerySet[Any]):
    """Reads of support records."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def counting(self) -> Self:
        """Not reversed."""
        return self.filter(state=SupportState.ENTERED)

    def given_in(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))

    def sums(self) -> dict[str, Any]:
        """How many records, hours, yuan and people they make."""
        return self.aggregate(n=Count("pk"), hours=Sum("hours"), funds=Sum("funds"), people=Sum("people"))

    def for_list(self) -> Self:
        return self.select_related("pairing", "organisation", "region__parent", "entered_by").order_by("-on", "-pk")
