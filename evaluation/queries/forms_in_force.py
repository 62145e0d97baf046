"""What the forms of site types add up to."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count

from foundation.organisations.choices import DISTRICT_DIGITS

from ..choices import SiteState
from ..models import IndicatorSystem, Site, SiteType
from .forms import systems_in_force
from .trees import Entry, entries_of

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class TypeForm:
    """A site type, its sites in sight, and its form in the daily system: items and points."""

    site_type: SiteType
    sites: int
    items: int
    points: Decimal

    @property
    def is_odd(self) -> bool:
        """A form that is used and does not add up to a hundred; it counts all the same, as a share."""
        return self.site_type.retired_on is None and self.points != WHOLE


def site_types_with_forms(user: Any) -> list[TypeForm]:
    """Every site type with the form that holds at the reader's place; as many queries for one as for a hundred."""
    place = next((grant.region for grant in user.held if grant.region), None) or next(
        iter(user.organisation_regions), ""
    )
    district = place[:DISTRICT_DIGITS]
    pk = systems_in_force([district])[district]
    entries = entries_of(IndicatorSystem.objects.get(pk=pk)) if pk else []
    mine = Site.objects.visible_to(user).filter(state=SiteState.ACTIVE).order_by()
    counts = dict(mine.values_list("type").annotate(Count("pk")))
    return [TypeForm(row, counts.get(row.pk, 0), *form) for row, form in forms_of(entries)]


def forms_of(entries: list[Entry]) -> list[tuple[SiteType, tuple[int, Decimal]]]:
    """Items and points on the form of each site type that is there."""
    leaves = [entry for entry in entries if entry.is_leaf and entry.method == "field"]
    common = [entry for entry in leaves if not entry.site_types]
    items: Counter[str] = Counter()
    points: dict[str, Decimal] = {}
    for entry in leaves:
        for code in entry.site_types:
            items[code] += 1
            points[code] = points.get(code, Decimal(0)) + (entry.points or 0)
    shared = sum((entry.points or Decimal(0) for entry in common), Decimal(0))
    return [
        (row, (items[row.code] + len(common), points.get(row.code, Decimal(0)) + shared))
        for row in SiteType.objects.order_by("pk")
    ]
