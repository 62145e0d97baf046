"""Search from the bar: sites, organisations, subjects of creation and regions by name, initials or code."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from campaigns.choices import CreationType
from campaigns.models import Subject
from evaluation.models.sites import Site
from foundation.organisations.models import Organisation, Region
from foundation.web.pages import page

SHOWN = 20
LONGEST = 60


@login_required
@require_GET
def search(request):
    """What the person may see under these words; a single hit opens at once."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = _found(request.user, words) if words else {}
    hits = [row for rows in found.values() for row in rows]
    if len(hits) == 1:
        return redirect(hits[0])
    return page(request, "portal/search.html", {"words": words, "total": len(hits), **found})


def _found(user, words: str) -> dict[str, list]:
    return {
        "sites": list(
            Site.objects.visible_to(user)
            .matching(words)
            .select_related("region__parent", "type")
            .order_by("code", "pk")[:SHOWN]
        ),
        "organisations": list(
            Organisation.objects.visible_to(user)
            .matching(words)
            .select_related("region")
            .order_by("code", "pk")[:SHOWN]
        ),
        "subjects": list(
            Subject.objects.visible_to(user)
            .enrolled()
            .exclude(creation_type=CreationType.FAMILY)
            .matching(words)
            .for_list()[:SHOWN]
        ),
        "regions": list(
            Region.objects.visible_to(user).matching(words).select_related("parent").order_by("code")[:SHOWN]
        ),
    }
