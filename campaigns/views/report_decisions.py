"""What is decided about a progress report: accepting, returning, more time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import report_extensions, reports
from ..choices import ReportExtensionState
from ..models import ReportExtension
from ..permissions import can_decide_report_extension
from ..queries import report_pages as reads
from .reports import found_report


@login_required
@require_POST
def report_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it as it is."""
    report = found_report(request, pk)
    reports.accept(report, remark=request.POST.get("remark", ""), actor=request.user, at=timezone.now())
    messages.success(
        request, _("{name} of {party} is accepted.").format(name=reads.name_of(report), party=report.party)
    )
    return redirect("campaigns:reports")


@login_required
@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it back with the reason."""
    report = found_report(request, pk)
    reports.return_(report, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(
        request,
        _("{name} of {party} is returned; its officials are told why.").format(
            name=reads.name_of(report), party=report.party
        ),
    )
    return redirect("campaigns:reports")


@login_required
@require_POST
def report_extension_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give more time."""
    asked = _asked(request, pk)
    report_extensions.grant(asked, actor=request.user, at=timezone.now())
    messages.success(request, _("{party} has time until {day}.").format(party=asked.report.party, day=asked.until))
    return redirect(asked.report)


@login_required
@require_POST
def report_extension_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Give no more time, and say why."""
    asked = _asked(request, pk)
    report_extensions.refuse(asked, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("No more time is given; {party} is told why.").format(party=asked.report.party))
    return redirect(asked.report)


def _asked(request: HttpRequest, pk: int) -> ReportExtension:
    """The request for more time that waits for an answer."""
    report = found_report(request, pk)
    can_decide_report_extension(request.user, report).enforce()
    rows = ReportExtension.objects.filter(report=report).order_by("-pk")
    found: ReportExtension | None = rows.filter(state=ReportExtensionState.ASKED).first() or rows.first()
    if found is None:
        found = get_object_or_404(rows)
    found.report = report
    return found
