"""Plans: list, record, drawing one up, adopting and ending it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.web.pages import page

from ..actions import plans
from ..forms.plans import FrequencyForm, PlanForm
from ..models import Plan
from ..permissions import can_plan


@login_required
@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans of the districts in reach, those in force first."""
    rows = list(Plan.objects.visible_to(request.user).for_list())
    context = {
        "plans": rows,
        "can_plan": can_plan(request.user),
        "in_force": [row for row in rows if row.state == "adopted"],
    }
    return page(request, "evaluation/plans/list.html", context)


@login_required
@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: frequencies, latest draws."""
    row = get_object_or_404(Plan.objects.visible_to(request.user).select_related("district"), pk=pk)
    context = {
        "plan": row,
        "rules": row.rules.select_related("site_type").order_by("site_type__group", "site_type__code"),
        "draws": row.draws.order_by("-on")[:10],
        "can_plan": can_plan(request.user, row.district_id),
        "today": timezone.localdate(),
    }
    return page(request, "evaluation/plans/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Draw up a plan, or change one that is still a draft."""
    row = (
        get_object_or_404(Plan.objects.visible_to(request.user), pk=pk) if pk else Plan(starts_on=timezone.localdate())
    )
    can_plan(request.user, row.district_id).enforce()
    form = PlanForm(request.POST or None, instance=row, user=request.user)
    frequencies = FrequencyForm(request.POST or None, plan=row)
    if request.method == "POST" and form.is_valid() and frequencies.is_valid():
        made = plans.draft(plan=form.instance, rules=frequencies.frequencies(), actor=request.user, at=timezone.now())
        messages.success(request, _("The plan is kept as a draft. Adopt it, and checks are drawn by it."))
        return redirect(made)
    return page(request, "evaluation/plans/edit.html", {"plan": row, "form": form, "frequencies": frequencies})


@login_required
@require_POST
def plan_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on checks are drawn by this plan."""
    row = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    plans.adopt(row, actor=request.user, at=timezone.now())
    messages.success(request, _("The plan is in force. The next draw is at 05:30."))
    return redirect(row)


@login_required
@require_POST
def plan_end(request: HttpRequest, pk: int) -> HttpResponse:
    """No more checks are drawn by this plan."""
    row = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    plans.end(row, actor=request.user, at=timezone.now())
    messages.success(request, _("The plan has ended. No more checks are drawn by it."))
    return redirect(row)
