"""Pages of sites: the list, one site with its history, what the office does with them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.web.pages import page, paginate

from ..actions import sites
from ..choices import SiteState
from ..exports.sites import HEADER, site_rows
from ..filters import SiteFilter
from ..forms.sites import PlaceForm, SiteEditForm, SiteForm
from ..models import Site
from ..permissions import can_manage_site, can_manage_sites
from ..queries import sites as reads

LARGEST_EXPORT = 100_000


def _filtered(request: HttpRequest) -> SiteFilter:
    return SiteFilter(request.GET, queryset=Site.objects.visible_to(request.user), request=request)


def _tabs(query: QueryDict) -> list[dict[str, Any]]:
    """All, in use, retired; the other filters stay in the address."""
    tabs = []
    for state, label in (("", _("All")), *SiteState.choices):
        other = query.copy()
        other.pop("page", None)
        other["state"] = state
        tabs.append({"label": label, "url": f"?{other.urlencode()}", "current": query.get("state", "") == state})
    return tabs


def _found(request: HttpRequest, pk: int) -> Site:
    rows = Site.objects.visible_to(request.user).select_related("type", "region__parent", "organisation", "district")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_GET
def site_list(request: HttpRequest) -> HttpResponse:
    """Sites in sight, as the filters in the address say."""
    found = _filtered(request)
    month = timezone.localdate().replace(day=1)
    rows = found.qs.for_list().with_last_check().with_open_problems()
    filtered = any(value for name, value in request.GET.items() if name != "page")
    context = {
        "filter": found,
        "sites": paginate(request, rows),
        "tabs": _tabs(request.GET),
        "title": reads.list_title(found.qs, month=month, filtered=filtered),
        "filtered": filtered,
        "can_manage": can_manage_sites(request.user),
        "query": request.GET.urlencode(),
    }
    return page(request, "evaluation/sites/list.html", context, fragment="evaluation/sites/_rows.html")


@login_required
@require_POST
def site_export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook: exactly the rows that its filters show, on all its pages."""
    rows = _filtered(request).qs.for_list().with_last_check().with_open_problems()[:LARGEST_EXPORT]
    exported(request, "sites")
    return workbook_response(f"{_('Sites')}-{timezone.localdate():%Y-%m-%d}", HEADER, site_rows(rows.iterator()))


@login_required
@require_GET
def site(request: HttpRequest, pk: int) -> HttpResponse:
    """One site with its whole history."""
    rows = Site.objects.visible_to(request.user).for_list().with_last_check().with_open_problems()
    found = get_object_or_404(rows, pk=pk)
    months = reads.months_of(found)
    context = {
        "site": found,
        "title": reads.site_title(found),
        "months": list(reversed(months)),
        "spark": [one.score for one in months],
        "checks": reads.checks_of(found),
        "problems": reads.problems_of(found),
        "timeline": reads.timeline_of(found),
        "can_manage": can_manage_site(request.user, found),
        "today": timezone.localdate(),
        "tiles": settings.MAP_TILES,
        "attribution": settings.MAP_TILES_ATTRIBUTION,
    }
    return page(request, "evaluation/sites/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def site_new(request: HttpRequest) -> HttpResponse:
    """Register a site."""
    can_manage_sites(request.user).enforce()
    form = SiteForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = sites.register(**form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("{name} is registered.").format(name=made))
        return redirect(made)
    context = {"form": form, "title": _("Register a site"), "submit": _("Register the site")}
    return page(request, "evaluation/sites/form.html", context, status=422 if form.errors else None)


@login_required
@require_http_methods(["GET", "POST"])
def site_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a site's name, type or address."""
    found = _found(request, pk)
    can_manage_site(request.user, found).enforce()
    form = SiteEditForm(request.POST or None, site=found)
    if request.method == "POST" and form.is_valid():
        sites.edit(found, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("{name} is corrected.").format(name=found))
        return redirect(found)
    context = {"form": form, "site": found, "title": _("Correct {name}").format(name=found), "submit": _("Save")}
    return page(request, "evaluation/sites/form.html", context, status=422 if form.errors else None)


@login_required
@require_http_methods(["GET", "POST"])
def site_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a site under another region or organisation, or at another position."""
    found = _found(request, pk)
    can_manage_site(request.user, found).enforce()
    names = ("region", "organisation", "longitude", "latitude")
    form = PlaceForm(request.POST or None, user=request.user, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        sites.move(found, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("{name} is moved.").format(name=found))
        return redirect(found)
    context = {"form": form, "site": found, "title": _("Move {name}").format(name=found), "submit": _("Move")}
    return page(request, "evaluation/sites/form.html", context, status=422 if form.errors else None)


@login_required
@require_POST
def site_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Inspect a site no more."""
    found = _found(request, pk)
    sites.retire(found, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("{name} is retired; its history stays.").format(name=found))
    return redirect(found)


@login_required
@require_POST
def site_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Inspect a retired site again."""
    found = _found(request, pk)
    sites.resume(found, actor=request.user, at=timezone.now())
    messages.success(request, _("{name} is in use again.").format(name=found))
    return redirect(found)
