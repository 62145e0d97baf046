"""Set-up page of site types."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.web.pages import page

from ..actions import site_types
from ..forms.sites import SiteTypeForm
from ..models import SiteType
from ..permissions import can_manage_shared
from ..queries.forms_in_force import site_types_with_forms


@login_required
@require_GET
def site_type_list(request: HttpRequest) -> HttpResponse:
    """All types with their sites in sight and the points of their forms."""
    rows = site_types_with_forms(request.user)
    in_use = sum(row.site_type.retired_on is None for row in rows)
    title = ngettext("{count} site type in use", "{count} site types in use", in_use).format(count=in_use)
    context = {
        "rows": rows,
        "title": title if rows else _("No site types yet"),
        "odd": [row for row in rows if row.is_odd],
        "can_manage": can_manage_shared(request.user),
    }
    return page(request, "evaluation/site_types/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def site_type_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a type otherwise."""
    can_manage_shared(request.user).enforce()
    found = get_object_or_404(SiteType.objects.visible_to(request.user), pk=pk)
    names = ("name", "name_en", "group")
    form = SiteTypeForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        site_types.edit(found, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("{name} is saved.").format(name=found))
        return redirect("evaluation:site-types")
    context = {"form": form, "site_type": found}
    return page(request, "evaluation/site_types/form.html", context, status=422 if form.errors else None)


@login_required
@require_POST
def site_type_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Register no more sites of a type."""
    found = get_object_or_404(SiteType.objects.visible_to(request.user), pk=pk)
    site_types.retire(found, on=timezone.localdate(), actor=request.user, at=timezone.now())
    messages.success(request, _("{name} is retired; its sites stay.").format(name=found))
    return redirect("evaluation:site-types")


@login_required
@require_POST
def site_type_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Register sites of a type again."""
    found = get_object_or_404(SiteType.objects.visible_to(request.user), pk=pk)
    site_types.resume(found, actor=request.user, at=timezone.now())
    messages.success(request, _("{name} is in use again.").format(name=found))
    return redirect("evaluation:site-types")
