"""Chainable reads of adjustments."""

from typing import Any, Self

from django.db.models import QuerySet

from .appeals import party_scope


class AdjustmentQuerySet(QuerySet[Any]):
    """Reads of adjustments."""

    def visible_to(self, user: Any) -> Self:
        """The office and the leader of the district, and the party itself."""
        if user.is_superuser:
            return self
        return self.filter(user.region_scope("district__code", roles=["admin", "leader"]) | party_scope(user))

    def in_force(self) -> Self:
        """Decisions that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_list(self) -> Self:
        return self.select_related("region", "organisation", "document", "recorded_by").order_by("-on", "-pk")
