"""The breakdown of one score: component, site type, site, check, item, photo."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from foundation.web.pages import page

from ..engine import explain
from ..engine.sheets import PROBLEMS_SHOWN, adjustments_of
from ..queries.assessment_titles import breakdown_title
from ..queries.assessments import trends
from .openable import openable_result


@login_required
@require_GET
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a score comes from; ``site`` opens one site's checks without script."""
    found = openable_result(request.user, pk)
    source = explain.source_of(found)
    types, lost = explain.type_rows(source), explain.lost_by_component(source)
    opened = request.GET.get("site", "")
    context: dict[str, Any] = {
        "result": found,
        "source": source,
        "party": found.region or found.organisation,
        "types": sorted(types, key=lambda row: str(row["type"])) if request.GET.get("by") == "name" else types,
        "by_name": request.GET.get("by") == "name",
        "components": explain.component_rows(source, lost),
        "adjustments": adjustments_of(source),
        "late": list(explain.problems_of(source).filter(in_time=False)[:PROBLEMS_SHOWN]),
        "unfiled": list(explain.reports_of(source).filter(credit__lt=1)[:PROBLEMS_SHOWN]),
        "lost_most": max((row["lost"] for row in types), default=None),
        "trend": trends(found.assessment, [found])[found.region_id, found.organisation_id],
        "title": breakdown_title(found.region or found.organisation, found, lost, types),
        "opened": explain.opened_site(source, opened) if opened.isdecimal() else None,
    }
    return page(request, "evaluation/results/detail.html", context)


@login_required
@require_GET
def result_site(request: HttpRequest, pk: int, site: int) -> HttpResponse:
    """The checks of one site behind a score, with items and photos."""
    source = explain.source_of(openable_result(request.user, pk))
    row = get_object_or_404(explain.sites_of(source), site_id=site)
    context = {"result": source, "row": row, "checks": explain.checks_of([row])[row.site_id]}
    return page(request, "evaluation/results/site.html", context, fragment="evaluation/results/_checks.html")
