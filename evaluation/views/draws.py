"""Draws: the list of days, and one draw explained and replayed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.web.pages import page, paginate

from ..actions import plans
from ..engine.draw_reasons import crew_of, reasons, replayed
from ..models import Draw, Plan
from ..permissions import can_plan


@login_required
@require_GET
def draw_list(request: HttpRequest) -> HttpResponse:
    """The draws of the districts in reach, the latest day first."""
    rows = Draw.objects.visible_to(request.user).select_related("district", "plan").defer("inputs")
    draws = paginate(request, rows.order_by("-on", "-pk"), by="key")
    today = timezone.localdate()
    mine = list(Plan.objects.visible_to(request.user).in_force(on=today).select_related("district"))
    waiting = [
        plan for plan in mine if not any(row.on == today and row.district_id == plan.district_id for row in draws)
    ]
    context = {
        "draws": draws,
        "today": today,
        "waiting": [plan for plan in waiting if can_plan(request.user, plan.district_id)],
    }
    return page(request, "evaluation/draws/list.html", context, fragment="evaluation/draws/_rows.html")


@login_required
@require_GET
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw: why these sites, why these people; with ``?replay=1`` drawn again before the reader's eyes."""
    row = get_object_or_404(Draw.objects.visible_to(request.user).select_related("district", "plan"), pk=pk)
    checks = row.checks.select_related("site__type", "site__region", "inspector").order_by("pk")
    shown = paginate(request, checks, by="key")
    context = {
        "draw": row,
        "checks": shown,
        "reasons": reasons(row, list(shown)),
        "crew": crew_of(row),
        "replayed": replayed(row) if request.GET.get("replay") else None,
    }
    return page(request, "evaluation/draws/detail.html", context)


@login_required
@require_POST
def draw_make(request: HttpRequest, district: str) -> HttpResponse:
    """Draw today's checks now, without waiting for the timetable."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), district=district, state="adopted")
    made = plans.catch_up(plan.district_id, on=timezone.localdate(), actor=request.user, at=timezone.now())[-1]
    messages.success(request, _("{n} checks are drawn for today.").format(n=made.drawn_count))
    return redirect(made)
