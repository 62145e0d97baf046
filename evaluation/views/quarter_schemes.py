"""How quarters are weighed: the schemes in force, a new version, what it would have changed, adoption, retirement."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.web.pages import page

from ..actions import quarter_schemes
from ..choices import EvaluationState
from ..engine.quarter_what_if import compare
from ..forms.quarter_schemes import FromQuarterForm, QuarterSchemeForm
from ..models import Evaluation, QuarterScheme
from ..permissions import can_draft_schemes, can_manage_scheme
from ..queries.evaluations import label_of
from .schemes import scheme_tabs, with_permission


@login_required
@require_GET
def quarter_scheme_list(request: HttpRequest) -> HttpResponse:
    """Every quarterly scheme that is or was in force where the reader works, the newest first."""
    rows = with_permission(request.user, QuarterScheme.objects.visible_to(request.user).for_list())
    context = {"schemes": rows, "can_draft": can_draft_schemes(request.user), "tabs": scheme_tabs("quarter")}
    return page(request, "evaluation/quarter_schemes/list.html", context)


@login_required
@require_POST
def quarter_scheme_draft(request: HttpRequest) -> HttpResponse:
    """Begin a version."""
    begun = quarter_schemes.draft(actor=request.user, at=timezone.now())
    return redirect("evaluation:quarter-scheme-edit", begun.pk)


def _managed(request: HttpRequest, pk: int) -> QuarterScheme:
    scheme = get_object_or_404(QuarterScheme.objects.visible_to(request.user).select_related("region"), pk=pk)
    can_manage_scheme(request.user, scheme).enforce()
    return scheme


@login_required
@require_http_methods(["GET", "POST"])
def quarter_scheme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft; beside it the last published quarter under it."""
    scheme = _managed(request, pk)
    form = QuarterSchemeForm(request.POST or None, instance=scheme)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in quarter_schemes.COLUMNS}
        quarter_schemes.edit(_managed(request, pk), columns=told, actor=request.user, at=timezone.now())
        messages.success(request, _("The draft is saved; below is what it would have changed."))
        return redirect("evaluation:quarter-scheme-edit", pk)
    shown = _managed(request, pk) if form.errors else scheme
    context = {"scheme": shown, "form": form, "adopt": FromQuarterForm(), **_what_if(request.user, shown)}
    return page(request, "evaluation/quarter_schemes/edit.html", context)


@login_required
@require_POST
def quarter_scheme_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft in force from a quarter on."""
    scheme, form = _managed(request, pk), FromQuarterForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("evaluation:quarter-scheme-edit", pk)
    told = form.cleaned_data["quarter"]
    quarter_schemes.adopt(scheme, quarter=told, actor=request.user, at=timezone.now())
    messages.success(request, _("The scheme holds from that quarter on; quarters published before keep theirs."))
    return redirect("evaluation:quarter-schemes")


@login_required
@require_POST
def quarter_scheme_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a scheme out of force from a quarter on."""
    scheme, form = _managed(request, pk), FromQuarterForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("evaluation:quarter-schemes")
    told = form.cleaned_data["quarter"]
    quarter_schemes.retire(scheme, quarter=told, actor=request.user, at=timezone.now())
    messages.success(request, _("The scheme no longer holds from that quarter on; what it evaluated keeps it."))
    return redirect("evaluation:quarter-schemes")


def _what_if(user: Any, scheme: QuarterScheme) -> dict[str, Any]:
    """The last published quarter of a district, as it was and as it would be."""
    published = Evaluation.objects.visible_to(user).filter(state=EvaluationState.PUBLISHED)
    if scheme.region_id is not None:
        published = published.filter(district__code__startswith=scheme.region_id)
    found = published.select_related("district").order_by("-quarter", "district").first()
    if found is None:
        return {"compared": None}
    lines = compare(found, scheme)
    groups = [(label_of(rows[0].result), rows) for _key, same in groupby(lines, _group) if (rows := list(same))]
    changed = sum(1 for line in lines if line.change)
    graded = sum(1 for line in lines if line.grade != line.result.grade)
    return {"compared": found, "groups": groups, "changed": changed, "graded": graded}


def _group(line: Any) -> str:
    return line.result.group
