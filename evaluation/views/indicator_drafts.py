"""Pages on which the office drafts, publishes and retires versions of indicator systems."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.web.pages import page

from ..actions import indicators
from ..forms.indicators import VersionForm, form_of_item
from ..models import Indicator, IndicatorSystem
from ..models.indicators import DAILY
from ..permissions import can_manage_system
from ..queries.forms_in_force import WHOLE, forms_of
from ..queries.indicator_trees import mistakes_of
from ..queries.trees import entries_of
from .indicators import found_system


@login_required
@require_POST
def system_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft from an existing version."""
    found = found_system(request, pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect(found)
    made = indicators.copy(found, version=form.cleaned_data["version"], actor=request.user, at=timezone.now())
    messages.success(request, _("{name} is a draft now; change what is to change.").format(name=made))
    return redirect(made)


@login_required
@require_http_methods(["GET", "POST"])
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One item or group of a draft."""
    systems = IndicatorSystem.objects.visible_to(request.user)
    item = get_object_or_404(Indicator.objects.filter(system__in=systems).select_related("system", "parent"), pk=pk)
    can_manage_system(request.user, item.system).enforce()
    form = form_of_item(item, request.POST or None)
    if request.method == "POST" and form.is_valid():
        indicators.edit(item, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("{code} is saved.").format(code=item.code))
        return redirect(item.system)
    context = {"form": form, "item": item, "system": item.system}
    return page(request, "evaluation/indicators/item.html", context, status=422 if form.errors else None)


@login_required
@require_http_methods(["GET", "POST"])
def system_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing would do, form by form; then the publication."""
    found = found_system(request, pk)
    can_manage_system(request.user, found).enforce()
    if request.method == "POST":
        indicators.publish(found, actor=request.user, at=timezone.now())
        messages.success(request, _("{name} is published and in force.").format(name=found))
        return redirect(found)
    forms = forms_of(entries_of(found)) if found.code == DAILY else []
    rows = [(site_type, items, points, points != WHOLE) for site_type, (items, points) in forms]
    context = {
        "system": found,
        "mistakes": mistakes_of(found),
        "forms": sorted(rows, key=lambda row: not row[3]),
        "odd": sum(points != WHOLE for _type, (_items, points) in forms),
        "replaced": IndicatorSystem.objects.filter(code=found.code, region=found.region_id, state="published").first(),
    }
    return page(request, "evaluation/indicators/publish.html", context)


@login_required
@require_POST
def system_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a version out of force."""
    found = found_system(request, pk)
    indicators.retire(found, actor=request.user, at=timezone.now())
    messages.success(request, _("{name} is retired; what was scored by it stays explained by it.").format(name=found))
    return redirect(found)
