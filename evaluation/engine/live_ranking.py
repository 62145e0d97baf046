"""The ranking of the month so far."""

from collections import defaultdict
from typing import Any

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region

from . import months


def live_groups(region: Region, *, period: Any, scheme: int) -> list[tuple[str, list[dict[str, Any]]]]:
    """Streets and towns of a district by peer group, from the running sums."""
    rows = months.live(region.code, period=period, scheme=scheme)
    towns = {town.code: town for town in Region.objects.filter(parent=region, level=RegionLevel.TOWNSHIP)}
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["peers"]].append(row | {"party": towns[row["region"]]})
    return sorted(groups.items(), reverse=True)
