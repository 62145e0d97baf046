"""Pages of cycles: the list, one of them, opening and closing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.web.pages import page, paginate

from ..actions import cycles
from ..choices import CycleState
from ..filters import CycleFilter
from ..forms.cycles import CycleForm
from ..models import Cycle
from ..permissions import can_manage_cycles
from ..queries import cycles as reads


@login_required
@require_GET
def cycle_list(request: HttpRequest) -> HttpResponse:
    """Cycles of one's places, the latest first."""
    found = CycleFilter(request.GET, queryset=Cycle.objects.visible_to(request.user), request=request)
    context = {
        "filter": found,
        "cycles": paginate(request, found.qs.for_list()),
        "title": reads.title(found.qs, today=timezone.localdate()),
        "may_open": can_manage_cycles(request.user),
    }
    return page(request, "campaigns/cycles/list.html", context, fragment="campaigns/cycles/_rows.html")


@login_required
@require_GET
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """One cycle: who takes part, how much time is left."""
    found = get_object_or_404(Cycle.objects.visible_to(request.user).select_related("region"), pk=pk)
    context: dict[str, Any] = {
        "cycle": found,
        "figures": reads.figures(found, request.user),
        "time": reads.time_of(found, today=timezone.localdate()),
        "timeline": reads.timeline_of(found),
        "may_close": found.state == CycleState.OPEN and bool(can_manage_cycles(request.user, found.region_id)),
    }
    return page(request, "campaigns/cycles/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def cycle_new(request: HttpRequest) -> HttpResponse:
    """Open a cycle."""
    can_manage_cycles(request.user).enforce()
    form = CycleForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = cycles.open_(**form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("{cycle} is open.").format(cycle=made))
        return redirect(made)
    context = {"form": form, "back": reverse("campaigns:cycles")}
    return page(request, "campaigns/cycles/form.html", context, status=422 if form.errors else None)


@login_required
@require_POST
def cycle_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a cycle."""
    found, now = get_object_or_404(Cycle.objects.visible_to(request.user), pk=pk), timezone.now()
    cycles.close(found, on=timezone.localdate(now), actor=request.user, at=now)
    messages.success(request, _("{cycle} is over; nothing in it changes any more.").format(cycle=found))
    return redirect(found)
