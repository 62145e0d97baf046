"""The public site: what is published, what the portal is for, and the way in."""

from django.http import JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from evaluation.choices import DocumentState, PartyKind
from evaluation.models.assessments import Assessment, Result
from evaluation.models.bulletins import Bulletin
from evaluation.queries.assessments import group_label
from foundation.organisations.choices import RegionLevel
from foundation.web import moments
from foundation.web.pages import page

SHOWN_DISTRICTS = 60
SHOWN_BULLETINS = 5


@require_GET
def home(request):
    """The front door: the last published month of streets and towns, never anything else of a score."""
    published = _published()
    chosen = request.GET.get("district", "")
    assessment = next((row for row in published if row.region_id == chosen), published[0] if published else None)
    groups = _ranking(assessment) if assessment else []
    context = {
        "assessment": assessment,
        "groups": groups,
        "title": _title(assessment, groups),
        "districts": published if len(published) > 1 else [],
        "bulletins": list(Bulletin.objects.public().for_list()[:SHOWN_BULLETINS]),
    }
    return page(request, "portal/public.html", context)


@require_GET
def manifest(request):
    """What a phone needs to keep the portal on its home screen."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": _("Five Creations Portal"),
            "short_name": _("Five Creations"),
            "start_url": "/field/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f6f5f3",
            "theme_color": "#ffffff",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


def _published() -> list[Assessment]:
    """The latest published assessment of each district, newest month first."""
    rows = (
        Assessment.objects.filter(state=DocumentState.PUBLISHED, region__level=RegionLevel.DISTRICT)
        .select_related("region", "scheme")
        .order_by("region_id", "-month", "-pk")
        .distinct("region_id")[:SHOWN_DISTRICTS]
    )
    return sorted(rows, key=lambda row: (-row.month.toordinal(), row.region_id))


def _ranking(assessment: Assessment) -> list[dict]:
    """Streets and towns by peer group, in order of rank; those without enough checks come last, without a rank."""
    results = (
        Result.objects.filter(assessment=assessment, party_kind=PartyKind.REGION, region__level=RegionLevel.TOWNSHIP)
        .select_related("region")
        .order_by("-group", "rank", "region_id", "pk")
    )
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.group, []).append(result)
    return [{"name": group_label(rows[0]), "results": rows} for rows in groups.values()]


def _title(assessment: Assessment | None, groups: list[dict]) -> str:
    """The answer as the title says it: who leads; empty when nobody is ranked."""
    names = [str(row.region) for group in groups for row in group["results"] if row.rank == 1]
    if assessment is None or not names:
        return ""
    pattern = _("{month}: {names} lead their groups") if len(names) > 1 else _("{month}: {names} leads")
    return pattern.format(month=moments.month(assessment.month), names=_(" and ").join(names))
