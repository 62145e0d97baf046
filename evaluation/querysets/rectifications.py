"""Chainable reads of rectifications and second looks."""

from typing import Any, Self

from django.db.models import QuerySet

from ..choices import SecondLookState


class RectificationQuerySet(QuerySet[Any]):
    """Reads of rectifications: whoever sees the problem sees them."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("problem__region__code", "problem__organisation_id"))

    def for_list(self) -> Self:
        return (
            self.select_related("problem", "organisation", "recheck")
            .prefetch_related("photos")
            .order_by("-filed_at", "-pk")
        )


class SecondLookQuerySet(QuerySet[Any]):
    """Reads of second looks; the organisation is not told beforehand."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.region_scope("problem__region__code"))

    def to_do(self) -> Self:
        return self.filter(state=SecondLookState.DRAWN)

    def for_list(self) -> Self:
        return self.select_related(
            "problem__site__region__parent", "problem__site__type", "problem__organisation"
        ).order_by("look_by", "pk")
