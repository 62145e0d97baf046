"""Problems that may be the same one, found twice: at one site, or the same item nearby."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q

from ..models import Problem
from .board import shown

NEARBY = Decimal("0.002")  # about 200 metres
MOST = 6


def candidates(problem: Problem, problems: Any) -> list[Problem]:
    """Open problems that may be this one: the same site first, then the same item nearby; the latest first."""
    site = problem.site
    same = Q(site=site)
    if problem.item and site.longitude is not None:
        near = Q(
            item=problem.item,
            site__longitude__range=(site.longitude - NEARBY, site.longitude + NEARBY),
            site__latitude__range=(site.latitude - NEARBY, site.latitude + NEARBY),
        )
        same |= near
    rows = shown(problems.open().filter(same, district=problem.district_id).exclude(pk=problem.pk))
    found = list(rows.order_by("-found_at", "-pk")[: 2 * MOST])
    return sorted(found, key=lambda row: row.site_id != problem.site_id)[:MOST]


def in_the_order_asked(problems: Any, keys: Iterable[int]) -> list[Problem]:
    """The rows of some keys, those that went on first: they are what others are merged into."""
    rows = list(shown(problems.open().filter(pk__in=list(keys))).order_by("found_at", "pk"))
    return sorted(rows, key=lambda row: row.state == "found")
