"""Pages of organisations: list, one of them, setting up, closing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.audit.models import AuditEntry
from foundation.audit.words import deed
from foundation.organisations import queries
from foundation.organisations.actions import organisations as actions
from foundation.organisations.filters import OrganisationFilter
from foundation.organisations.forms import OrganisationForm
from foundation.organisations.models import Organisation
from foundation.organisations.permissions import can_import_organisations, can_set_up
from foundation.web.pages import page, paginate


@login_required
@require_safe
def organisations(request):
    visible = Organisation.objects.visible_to(request.user).for_list()
    found = OrganisationFilter(request.GET, queryset=visible)
    rows = paginate(request, found.qs)
    queries.with_kinds(rows)
    context = {
        "filter": found,
        "organisations": rows,
        "may_set_up": bool(can_import_organisations(request.user)),
    }
    return page(
        request, "organisations/organisations/list.html", context, fragment="organisations/organisations/_rows.html"
    )


@login_required
@require_safe
def organisation(request, pk: int):
    found = get_object_or_404(Organisation.objects.visible_to(request.user).select_related("region", "parent"), pk=pk)
    may_set_up = bool(can_set_up(request.user, found.region_id))
    queries.with_kinds([found])
    queries.with_paths([found.region])
    context = {
        "organisation": found,
        "children": found.children.visible_to(request.user).order_by("code")[:50],
        "may_set_up": may_set_up,
        "trail": [(entry, deed(entry)) for entry in AuditEntry.objects.about(found).for_list()[:10]]
        if may_set_up
        else [],
    }
    return page(request, "organisations/organisations/detail.html", context)


@login_required
def organisation_new(request):
    can_import_organisations(request.user).enforce()
    form = OrganisationForm(request.POST or None, user=request.user, initial={"region": request.GET.get("region", "")})
    if request.method == "POST" and form.is_valid():
        made = actions.register(**form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("“{name}” is set up.").format(name=made))
        return redirect(made)
    return page(request, "organisations/organisations/form.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
def organisation_edit(request, pk: int):
    found = get_object_or_404(Organisation.objects.visible_to(request.user).select_related("region", "parent"), pk=pk)
    can_set_up(request.user, found.region_id).enforce()
    form = OrganisationForm(request.POST or None, user=request.user, organisation=found, initial=_values(found))
    if request.method == "POST" and form.is_valid():
        actions.change(found, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("“{name}” is changed.").format(name=found))
        return redirect(found)
    context = {"form": form, "organisation": found}
    return page(request, "organisations/organisations/form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def organisation_close(request, pk: int):
    found = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    actions.close(found, on=timezone.localdate(), actor=request.user, at=timezone.now())
    messages.success(request, _("“{name}” is closed. Its records stay.").format(name=found))
    return redirect(found)


@login_required
@require_POST
def organisation_reopen(request, pk: int):
    found = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    actions.reopen(found, actor=request.user, at=timezone.now())
    messages.success(request, _("“{name}” is open again.").format(name=found))
    return redirect(found)


def _values(organisation: Organisation) -> dict:
    return {name: getattr(organisation, name) for name in ("name", "region", "kind", "parent")}
