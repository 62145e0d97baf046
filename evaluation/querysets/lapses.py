"""Chainable reads of lapses and of the interviews that follow them."""

from typing import Any, Self

from django.db.models import QuerySet

from foundation.periods import Period


class LapseQuerySet(QuerySet[Any]):
    """Reads of lapses."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def listed_in(self, period: Period) -> Self:
        """Second and later lapses of an organisation at a problem: what the bulletin of the period lists (通报)."""
        return self.filter(in_a_row__gte=2, recorded_at__gte=period.starts_at, recorded_at__lt=period.ends_before)


class InterviewQuerySet(QuerySet[Any]):
    """Reads of interviews."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def to_hold(self) -> Self:
        """Asked for, and nobody has written down that it was held (待约谈)."""
        return self.filter(held_on=None)

    def beside(self, interview: Any) -> Self:
        """The other interviews that are to be held with the same organisation in the district."""
        same = self.to_hold().filter(district=interview.district_id, organisation=interview.organisation_id)
        return same.exclude(pk=interview.pk).order_by("pk")

    def for_list(self) -> Self:
        rows = self.select_related(
            "problem__site__region__parent", "problem__site__type", "organisation", "lapse", "by", "document"
        )
        return rows.order_by("-asked_at", "-pk")
