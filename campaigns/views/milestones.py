"""What is reported on special actions: milestones and monthly values."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.web.pages import page

from ..actions import milestones
from ..forms.special_actions import FigureForm, ReachForm, RescheduleForm
from ..models import Milestone, SpecialAction
from ..permissions import can_report_special_action, can_run_special_actions
from ..queries.special_actions import missing_months, months_open


@login_required
@require_http_methods(["GET", "POST"])
def milestone_reach(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a milestone as done."""
    row = _milestone(request, pk)
    can_report_special_action(request.user, row.action).enforce()
    form = ReachForm(request.POST or None, initial={"done_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        milestones.reach(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("“{milestone}” is reported as done.").format(milestone=row))
        return redirect(row)
    title = _("“{milestone}” is done").format(milestone=row)
    return _form(request, row.action, form, title=title, button=_("Report it"))


@login_required
@require_http_methods(["GET", "POST"])
def milestone_reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day for a milestone."""
    row = _milestone(request, pk)
    can_run_special_actions(request.user, row.district_id).enforce()
    form = RescheduleForm(request.POST or None, initial={"due_on": row.due_on})
    if request.method == "POST" and form.is_valid():
        milestones.reschedule(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(
            request, _("“{milestone}” has another day; the first one stays readable.").format(milestone=row)
        )
        return redirect(row)
    title = _("Another day for “{milestone}”").format(milestone=row)
    return _form(request, row.action, form, title=title, button=_("Set the day"))


@login_required
@require_POST
def milestone_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A milestone is not done after all."""
    row = _milestone(request, pk)
    milestones.reopen(row, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("“{milestone}” is open again.").format(milestone=row))
    return redirect(row)


@login_required
@require_http_methods(["GET", "POST"])
def special_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the value of a month, or correct it."""
    row = get_object_or_404(SpecialAction.objects.visible_to(request.user), pk=pk)
    can_report_special_action(request.user, row).enforce()
    there, on = list(row.figures.standing().values_list("month", flat=True)), timezone.localdate()
    initial = {"month": next((month.isoformat() for month in missing_months(row, there, on=on)), None)}
    months = months_open(row, on=on)
    form = FigureForm(request.POST or None, action=row, months=months, there=there, initial=initial)
    if request.method == "POST" and form.is_valid():
        milestones.enter(row, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("The value is kept."))
        return redirect(row)
    lead = (
        _("What was added in the month alone; the portal adds the months up.")
        if row.adds_up
        else _("The value as it stands at the end of the month.")
    )
    title = _("{figure}: value of a month").format(figure=row.said_figure)
    return _form(request, row, form, title=title, button=_("Keep the value"), lead=lead)


def _milestone(request: HttpRequest, pk: int) -> Milestone:
    return get_object_or_404(Milestone.objects.visible_to(request.user).select_related("action"), pk=pk)


def _form(request: HttpRequest, action: SpecialAction, form: Any, **told: Any) -> HttpResponse:
    context = {"form": form, "crumb": (action.get_absolute_url(), str(action)), **told}
    return page(request, "campaigns/action_form.html", context)
