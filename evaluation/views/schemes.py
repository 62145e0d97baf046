"""How months are scored: the schemes in force, a new version, what it would have changed, adoption, retirement."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.organisations.choices import RegionLevel
from foundation.web.pages import page

from ..actions import schemes
from ..choices import DocumentState
from ..engine.what_if import compare
from ..forms.coefficients import coefficient_rows, suggestions_for, with_more_rows
from ..forms.schemes import AdoptForm, SchemeForm
from ..models import Assessment, Scheme
from ..permissions import can_draft_schemes, can_manage_scheme
from ..queries.assessments import group_label


@login_required
@require_GET
def scheme_list(request: HttpRequest) -> HttpResponse:
    """Every scheme that is or was in force where the reader works, the newest first."""
    rows = with_permission(request.user, Scheme.objects.visible_to(request.user).for_list())
    context = {"schemes": rows, "can_draft": can_draft_schemes(request.user), "tabs": scheme_tabs("month")}
    return page(request, "evaluation/schemes/list.html", context)


@login_required
@require_POST
def scheme_draft(request: HttpRequest) -> HttpResponse:
    """Begin a version."""
    return redirect("evaluation:scheme-edit", schemes.draft(actor=request.user, at=timezone.now()).pk)


def _managed(request: HttpRequest, pk: int) -> Scheme:
    scheme = get_object_or_404(Scheme.objects.visible_to(request.user).select_related("region"), pk=pk)
    can_manage_scheme(request.user, scheme).enforce()
    return scheme


@login_required
@require_http_methods(["GET", "POST"])
def scheme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft; beside it the last published month under it."""
    scheme = _managed(request, pk)
    form = SchemeForm(request.POST or None, instance=scheme)
    rows = coefficient_rows(scheme, request.POST or None)
    if "more" in request.POST:
        rows = coefficient_rows(scheme, with_more_rows(request.POST))
    elif request.method == "POST" and form.is_valid() and rows.is_valid():
        told = {**form.told(), "coefficients": rows.told()}
        schemes.edit(_managed(request, pk), **told, actor=request.user, at=timezone.now())
        messages.success(request, _("The draft is saved; below is what it would have changed."))
        return redirect("evaluation:scheme-edit", pk)
    shown = _managed(request, pk) if request.method == "POST" else scheme
    context = {"scheme": shown, "form": form, "rows": rows, "suggestions": suggestions_for(shown)}
    return page(
        request, "evaluation/schemes/edit.html", context | {"adopt": AdoptForm()} | _what_if(request.user, shown)
    )


@login_required
@require_POST
def scheme_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft in force from a month on."""
    scheme, form = _managed(request, pk), AdoptForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("evaluation:scheme-edit", pk)
    schemes.adopt(scheme, month=form.cleaned_data["month"], actor=request.user, at=timezone.now())
    messages.success(request, _("The scheme holds from that month on; months published before keep theirs."))
    return redirect("evaluation:schemes")


@login_required
@require_POST
def scheme_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a scheme out of force from a month on."""
    scheme, form = _managed(request, pk), AdoptForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("evaluation:schemes")
    schemes.retire(scheme, month=form.cleaned_data["month"], actor=request.user, at=timezone.now())
    messages.success(request, _("The scheme no longer holds from that month on; months published by it keep it."))
    return redirect("evaluation:schemes")


def scheme_tabs(here: str) -> list[dict[str, Any]]:
    """The schemes of months and those of quarters."""
    return [
        {
            "label": pgettext("schemes", "Months"),
            "url": reverse("evaluation:schemes"),
            "current": here == "month",
            "count": None,
        },
        {
            "label": _("Quarters"),
            "url": reverse("evaluation:quarter-schemes"),
            "current": here == "quarter",
            "count": None,
        },
    ]


def with_permission(user: Any, rows: Iterable[Any]) -> list[Any]:
    """Schemes with whether the reader may change and retire them."""
    found, known = list(rows), {}
    for scheme in found:
        if scheme.region_id not in known:
            known[scheme.region_id] = bool(can_manage_scheme(user, scheme))
        scheme.is_managed = known[scheme.region_id]
    return found


def _what_if(user: Any, scheme: Scheme) -> dict[str, Any]:
    """The last published month of a district, as it was and as it would be."""
    published = Assessment.objects.visible_to(user).filter(
        state=DocumentState.PUBLISHED, region__level__gte=RegionLevel.DISTRICT
    )
    if scheme.region_id is not None:
        published = published.filter(region__code__startswith=scheme.region_id)
    found = published.select_related("region").order_by("-month", "region").first()
    if found is None:
        return {"compared": None}
    lines = compare(found, scheme)
    groups = [(group_label(rows[0].result), rows) for _key, same in groupby(lines, _group) if (rows := list(same))]
    changed = sum(1 for line in lines if line.change)
    moved = sum(1 for line in lines if line.rank != line.result.rank)
    return {"compared": found, "groups": groups, "changed": changed, "moved": moved}


def _group(line: Any) -> str:
    return line.result.group
