"""The map of sites, its areas and its points; the same as a table beside it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from foundation.web.numbers import number
from foundation.web.pages import page

from ..filters import SiteFilter
from ..models import Site
from ..queries import site_maps as reads


def _filtered(request: HttpRequest) -> SiteFilter:
    seen = Site.objects.visible_to(request.user).active()
    return SiteFilter(request.GET, queryset=seen, request=request)


@login_required
@require_GET
def site_map(request: HttpRequest) -> HttpResponse:
    """Areas with their counts and sites as dots."""
    found = _filtered(request)
    areas = reads.areas_of(request.user, found.qs)
    total = sum(area.sites for area in areas)
    placed = sum(area.placed for area in areas)
    title = ngettext("{placed} of {total} site is on the map", "{placed} of {total} sites are on the map", total)
    context: dict[str, Any] = {
        "filter": found,
        "areas": areas,
        "title": title.format(placed=number(placed), total=number(total)) if total else _("No sites to show"),
        "is_cut": placed > reads.MOST_POINTS,
        "most": reads.MOST_POINTS,
        "query": request.GET.urlencode(),
        "tiles": settings.MAP_TILES,
        "attribution": settings.MAP_TILES_ATTRIBUTION,
    }
    return page(request, "evaluation/sites/map.html", context, fragment="evaluation/sites/_map.html")


@login_required
@require_GET
def site_areas(request: HttpRequest) -> JsonResponse:
    """Drawn boundaries of streets and towns in sight, each with its count of sites."""
    return JsonResponse(reads.area_features(request.user, reads.areas_of(request.user, _filtered(request).qs)))


@login_required
@require_GET
def site_points(request: HttpRequest) -> JsonResponse:
    """Sites with a position, at most five thousand an answer; today's and overdue ones stand out."""
    return JsonResponse(reads.point_features(_filtered(request).qs, at=timezone.now()))
