"""Pages of regions: the tree, search, one region with its map."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from foundation.organisations import queries
from foundation.organisations.actions import boundaries
from foundation.organisations.forms import BoundariesForm
from foundation.organisations.models import Organisation, Region
from foundation.organisations.permissions import can_import_regions, can_set_up
from foundation.web.pages import page, paginate

SHOWN = 20


@login_required
@require_safe
def regions(request):
    sought = request.GET.get("q", "").strip()
    visible = Region.objects.visible_to(request.user)
    context = {"sought": sought, "may_import": bool(can_import_regions(request.user))}
    if sought:
        found = paginate(request, visible.matching(sought).order_by("level", "code"))
        queries.with_paths(found)
        context["found"] = found
    else:
        context["branch"] = queries.with_children(queries.roots(request.user))[:100]
    return page(request, "organisations/regions/list.html", context, fragment="organisations/regions/_found.html")


@login_required
@require_safe
def region(request, code: str):
    found = get_object_or_404(Region.objects.visible_to(request.user), pk=code)
    below = queries.with_children(found.children.order_by("code"))
    organisations = list(Organisation.objects.visible_to(request.user).open().filter(region=found).for_list()[:SHOWN])
    queries.with_kinds(organisations)
    path = queries.path_of(found)
    visible = Region.objects.visible_to(request.user)
    context = {
        "region": found,
        "path": path,
        "visible": set(visible.filter(pk__in=[above.pk for above in path]).values_list("pk", flat=True)),
        "below": paginate(request, below),
        "organisations": organisations,
        "has_map": found.boundary is not None or found.children.exclude(boundary=None).exists(),
        "tiles": settings.MAP_TILES,
        "attribution": settings.MAP_TILES_ATTRIBUTION,
        "may_set_up": bool(can_set_up(request.user, found)),
    }
    return page(request, "organisations/regions/detail.html", context, fragment="organisations/regions/_below.html")


@login_required
@require_safe
def children(request, code: str):
    """The branch under a region, for the tree; without script the region's own page shows the same."""
    found = get_object_or_404(Region.objects.visible_to(request.user), pk=code)
    if not request.htmx:
        return redirect(found)
    branch = queries.with_children(found.children.order_by("code"))
    return page(request, "organisations/regions/_branch.html", {"branch": branch})


@login_required
@require_safe
def areas(request, code: str):
    """Outlines for the map: those of the regions below, else the region's own."""
    found = get_object_or_404(Region.objects.visible_to(request.user), pk=code)
    drawn = list(found.children.exclude(boundary=None).order_by("code")) or [found] * (found.boundary is not None)
    features = [
        {
            "type": "Feature",
            "geometry": area.boundary,
            "properties": {"code": area.code, "name": str(area), "step": 1, "url": area.get_absolute_url()},
        }
        for area in drawn
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


@login_required
def region_boundaries(request):
    can_import_regions(request.user).enforce()
    form = BoundariesForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        changed = boundaries.draw(form.cleaned_data["file"], actor=request.user, at=timezone.now())
        text = ngettext("{count} outline is drawn.", "{count} outlines are drawn.", changed)
        messages.success(request, text.format(count=changed) if changed else _("All outlines were there already."))
        return redirect(reverse("organisations:regions"))
    status = 422 if form.is_bound else 200
    return page(request, "organisations/regions/boundaries.html", {"form": form}, status=status)
