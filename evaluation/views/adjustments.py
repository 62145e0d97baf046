"""Bonuses and deductions: the decisions in reach, a new one, withdrawing one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.attachments import actions as attachments
from foundation.attachments.streaming import stream
from foundation.web.pages import page, paginate

from ..actions import adjustments
from ..forms.adjustments import AdjustmentForm
from ..models import Adjustment
from ..permissions import can_adjust


@login_required
@require_GET
def adjustment_list(request: HttpRequest) -> HttpResponse:
    """Decisions about points, the latest first."""
    rows = Adjustment.objects.visible_to(request.user).for_list()
    context = {"rows": paginate(request, rows), "can_record": request.user.has_role("admin")}
    return page(request, "evaluation/adjustments/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def adjustment_new(request: HttpRequest) -> HttpResponse:
    """Give or take points."""
    can_adjust(request.user, None).enforce()
    form = AdjustmentForm(request.POST or None, request.FILES or None, user=request.user, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        at, told = timezone.now(), form.cleaned_data
        document = attachments.store(told["document"], actor=request.user, at=at) if told["document"] else None
        adjustments.record_(
            told["party"],
            district=told["district"],
            period=told["period"],
            kind=told["kind"],
            points=told["points"],
            reason=told["reason"],
            project=told["project"],
            document=document,
            actor=request.user,
            at=at,
        )
        messages.success(request, _("The points are recorded; the open period counts them when it is worked out next."))
        return redirect("evaluation:adjustments")
    return page(request, "evaluation/adjustments/new.html", {"form": form})


@login_required
@require_POST
def adjustment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    found = get_object_or_404(Adjustment.objects.visible_to(request.user), pk=pk)
    adjustments.withdraw(found, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("The points are withdrawn."))
    return redirect("evaluation:adjustments")


@login_required
@require_GET
def adjustment_document(request: HttpRequest, pk: int) -> FileResponse:
    """The document of a decision, for whoever sees it."""
    rows = Adjustment.objects.visible_to(request.user).filter(document__isnull=False)
    return stream(get_object_or_404(rows.select_related("document"), pk=pk).document)
