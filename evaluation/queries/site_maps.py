"""Sites on a map: areas with counts, points with what is due there."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region
from foundation.organisations.names import shown_name

from ..choices import OPEN_PROBLEMS, CheckState
from ..models import Check, Problem
from ..querysets import SiteQuerySet

MOST_POINTS = 5000
TOWNSHIP_DIGITS = 9
STEPS = 5


@dataclass(frozen=True, slots=True)
class Area:
    """A street or town with its sites."""

    code: str
    name: str
    sites: int
    placed: int
    unchecked: int
    problems: int


def areas_of(user: Any, sites: SiteQuerySet) -> list[Area]:
    """Streets and towns with sites, in the order of their codes; three queries."""
    month = timezone.localdate().replace(day=1)
    by_town = sites.order_by().annotate(town=Left("region", TOWNSHIP_DIGITS)).values("town")
    waiting = {
        row["town"]: row["n"]
        for row in by_town.filter(pk__in=sites.unchecked_in(month).values("pk")).annotate(n=Count("pk"))
    }
    found = Problem.objects.filter(site__in=sites.order_by().values("pk"), state__in=OPEN_PROBLEMS).order_by()
    counted = found.annotate(town=Left("region", TOWNSHIP_DIGITS)).values("town").annotate(n=Count("pk"))
    problems = {row["town"]: row["n"] for row in counted}
    rows = list(by_town.annotate(n=Count("pk"), placed=Count("longitude")).order_by("town"))
    names = dict(Region.objects.filter(code__in=[row["town"] for row in rows]).values_list("code", shown_name()))
    return [
        Area(
            row["town"],
            names[row["town"]],
            row["n"],
            row["placed"],
            waiting.get(row["town"], 0),
            problems.get(row["town"], 0),
        )
        for row in rows
    ]


def area_features(user: Any, areas: list[Area]) -> dict[str, Any]:
    """Boundaries of streets and towns as GeoJSON; the step tells how many sites there are beside the most."""
    counts = {area.code: area.sites for area in areas}
    seen = Region.objects.visible_to(user).filter(level=RegionLevel.TOWNSHIP, boundary__isnull=False)
    own = Region.objects.filter(code__in=counts, level=RegionLevel.TOWNSHIP, boundary__isnull=False)
    most = max(counts.values(), default=0) or 1
    features = [
        {
            "type": "Feature",
            "geometry": geometry_of(region.boundary),
            "properties": {
                "name": str(region),
                "count": counts.get(region.code, 0),
                "step": min(STEPS - 1, counts.get(region.code, 0) * STEPS // (most + 1)),
                "url": f"{reverse('evaluation:sites')}?region={region.code}",
            },
        }
        for region in (seen | own).distinct().order_by("code")
    ]
    return {"type": "FeatureCollection", "features": features}


def geometry_of(boundary: dict[str, Any]) -> dict[str, Any]:
    """The geometry of a boundary, whether it was imported bare or as a feature."""
    return boundary["geometry"] if boundary.get("type") == "Feature" else boundary


def point_features(sites: SiteQuerySet, *, at: dt.datetime) -> dict[str, Any]:
    """Sites with a position as GeoJSON: overdue ones first, then today's, so that a cut loses the least."""
    overdue = Problem.objects.filter(site=OuterRef("pk"), state__in=["assigned", "returned"], due_at__lt=at)
    today = Check.objects.filter(site=OuterRef("pk"), on=timezone.localdate(at), state=CheckState.DRAWN)
    placed = sites.filter(longitude__isnull=False).annotate(is_overdue=Exists(overdue), is_today=Exists(today))
    rows = placed.order_by("-is_overdue", "-is_today", "code").values_list(
        "pk", shown_name(), "code", "longitude", "latitude", "is_overdue", "is_today", shown_name("type__")
    )
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(longitude), float(latitude)]},
            "properties": {
                "name": name,
                "text": f"{type_name} · {code}",
                "kind": "overdue" if is_overdue else "today" if is_today else "site",
                "url": reverse("evaluation:site", args=[pk]),
            },
        }
        for pk, name, code, longitude, latitude, is_overdue, is_today, type_name in rows[:MOST_POINTS]
    ]
    return {"type": "FeatureCollection", "features": features}
