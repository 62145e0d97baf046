"""Chainable reads of joint campaigns and of what is counted in them."""

import datetime as dt
from typing import Any, Self

from django.db.models import Count, Q, QuerySet

from ..choices import JointCampaignState
from .districts import works_in


class JointCampaignQuerySet(QuerySet[Any]):
    """Reads of joint campaigns; those that are shipped are everybody's who signs in."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(district=None) | works_in(user))

    def open(self) -> Self:
        return self.filter(state=JointCampaignState.OPEN)

    def of_district(self, district: str) -> Self:
        """Those that a district's records may be counted in: the shipped ones and its own."""
        return self.filter(Q(district=None) | Q(district=district)).order_by("position", "pk")


class CampaignLinkQuerySet(QuerySet[Any]):
    """Reads of what is counted in joint campaigns."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def standing(self) -> Self:
        """Not taken out again."""
        return self.filter(removed_at=None)

    def about(self, kind: str, record: int) -> Self:
        return self.filter(kind=kind, record=record)

    def dated_in(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))

    def shared(self) -> Self:
        """One row for each record that stands in two campaigns or more: ``kind``, ``record``, ``campaigns``."""
        rows = self.standing().order_by().values("kind", "record")
        return rows.annotate(campaigns=Count("campaign", distinct=True)).filter(campaigns__gte=2)

    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return dict(self.order_by().values_list("kind").annotate(n=Count("pk")))

    def for_list(self) -> Self:
        return self.select_related("campaign", "region", "organisation").order_by("-on", "-pk")
