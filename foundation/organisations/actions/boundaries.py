"""Boundaries of regions are drawn (区划边界)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from foundation.audit.trail import record
from foundation.organisations.geometry import points_of
from foundation.organisations.models import Region
from foundation.organisations.permissions import can_set_up


@transaction.atomic
def draw(boundaries: Mapping[str, dict[str, Any]], *, actor: Any, at: dt.datetime) -> int:
    """Give regions their outlines on the map; how many of them differ from before."""
    changed = 0
    for region in Region.objects.filter(pk__in=boundaries).order_by("pk"):
        can_set_up(actor, region).enforce()
        drawn = boundaries[region.pk]
        if region.boundary == drawn:
            continue
        before = points_of(region.boundary) if region.boundary else 0
        region.boundary = drawn
        region.save(update_fields=["boundary"])
        record("region.draw", region, actor=actor, at=at, before={"points": before}, after={"points": points_of(drawn)})
        changed += 1
    return changed
