"""Chainable reads of indicator systems."""

from typing import Any, Self

from django.db.models import Count, Q, QuerySet, Sum

from ..choices import VersionState


class IndicatorSystemQuerySet(QuerySet[Any]):
    """Reads of indicator systems; everybody who signs in sees the published ones."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        drafts = user.region_scope("region__code", roles=["admin"]) | Q(region=None)
        seen = ~Q(state=VersionState.DRAFT)
        return self.filter(seen | drafts) if user.has_role("admin") else self.filter(seen)

    def for_list(self) -> Self:
        """With the count of leaves and the sum of their points: ``leaves`` and ``points``."""
        leaves = Q(indicators__points__isnull=False)
        counted = self.annotate(leaves=Count("indicators", filter=leaves), points=Sum("indicators__points"))
        return counted.select_related("region").order_by("code", "region", "-pk")
