"""Pages of indicator systems: their versions, one version's tree, its export."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from foundation.documents.exporting import exported
from foundation.documents.text_tables import csv_response
from foundation.documents.workbooks import workbook_response
from foundation.web.pages import page

from ..choices import VersionState
from ..exports.indicators import header_of, indicator_rows
from ..forms.indicators import IndicatorFilter, VersionForm
from ..models import IndicatorSystem
from ..permissions import can_manage_system, can_manage_systems
from ..queries.indicator_trees import branches_of, list_title, rule_of, tree_title
from ..queries.trees import entries_of

WRITERS = {"csv": csv_response, "xlsx": workbook_response}


def found_system(request: HttpRequest, pk: int) -> IndicatorSystem:
    """A version in sight, or 404."""
    rows = IndicatorSystem.objects.visible_to(request.user).select_related("region")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_GET
def system_list(request: HttpRequest) -> HttpResponse:
    """All systems with their versions and states."""
    systems = list(IndicatorSystem.objects.visible_to(request.user).for_list())
    context = {"systems": systems, "title": list_title(systems), "can_manage": can_manage_systems(request.user)}
    return page(request, "evaluation/indicators/list.html", context)


@login_required
@require_GET
def system(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as a tree, whole or cut to what is looked for."""
    found = found_system(request, pk)
    items = found.indicators.select_related("parent").prefetch_related("site_types").order_by("position", "pk")
    narrowed = IndicatorFilter(request.GET, queryset=items, request=request)
    told = narrowed.form.cleaned_data if narrowed.form.is_valid() else {}
    shown = list(narrowed.qs)
    for item in shown:
        item.rule_text = rule_of(item) if item.points is not None else ""
    branches = branches_of(found, shown, whole=not any(told.values()))
    context: dict[str, Any] = {
        "system": found,
        "filter": narrowed,
        "branches": branches,
        "title": tree_title(found, branches, told.get("type")),
        "can_manage": can_manage_system(request.user, found),
        "can_copy": can_manage_systems(request.user),
        "is_draft": found.state == VersionState.DRAFT,
        "version_form": VersionForm(),
    }
    return page(request, "evaluation/indicators/detail.html", context, fragment="evaluation/indicators/_tree.html")


@login_required
@require_POST
def system_export(request: HttpRequest, pk: int, kind: str) -> FileResponse | StreamingHttpResponse:
    """The version in the format of the import; importing it again gives the same."""
    found = found_system(request, pk)
    entries = entries_of(found)
    exported(request, "indicators", of=found)
    return WRITERS[kind](f"{found.code}-{found.version}", header_of(entries), indicator_rows(found, entries))
