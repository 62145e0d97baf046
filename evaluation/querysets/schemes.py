"""Chainable reads of schemes, of months and of quarters: what holds when, and who sees it."""

import datetime as dt
from typing import Any, Self

from django.db.models import Q, QuerySet

from ..choices import VersionState


class VersionedQuerySet(QuerySet[Any]):
    """Reads of schemes of either kind: how one is scored is no secret, drafts apart."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        places = {grant.region for grant in user.held if grant.region} | set(user.organisation_regions)
        above = sorted({code[:length] for code in places for length in (2, 4, 6)} | places)
        own = user.region_scope("region__code")
        drafts = user.region_scope("region__code", roles=["admin"])
        if user.has_role("admin"):
            drafts |= Q(region=None)
        return self.filter(Q(region=None) | Q(region__in=above) | own).filter(~Q(state=VersionState.DRAFT) | drafts)

    def holding(self, on: dt.date) -> Self:
        """Adopted, begun, and not retired from that day on or before."""
        in_time = Q(retires_on=None) | Q(retires_on__gt=on)
        return self.exclude(state=VersionState.DRAFT).filter(in_time, starts_on__lte=on)

    def nearest_to(self, region: str, on: dt.date) -> Any | None:
        """The one in force: the nearest above the region, of those the latest that has begun."""
        own = [one for one in self.holding(on) if one.region_id is None or region.startswith(one.region_id)]
        return max(own, key=lambda one: (len(one.region_id or ""), one.starts_on, one.version), default=None)


class SchemeQuerySet(VersionedQuerySet):
    """Reads of the schemes of months."""

    def for_list(self) -> Self:
        return (
            self.select_related("region")
            .prefetch_related("type_weights__site_type", "coefficients__region", "coefficients__organisation")
            .order_by("-starts_on", "-version", "pk")
        )


class QuarterSchemeQuerySet(VersionedQuerySet):
    """Reads of the schemes of quarters."""

    def for_list(self) -> Self:
        return self.select_related("region").order_by("-starts_on", "-version", "pk")
