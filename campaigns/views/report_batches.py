"""Filing for many parties at once: which, the prefilled workbook, the workbook that comes back."""

import tempfile
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from foundation.documents.workbooks import workbook_response
from foundation.imports.kinds import FileRefused, RowError, RowErrors
from foundation.periods import Period, PeriodNotUnderstood
from foundation.web.pages import page

from ..actions import report_batches
from ..forms.report_batches import BatchForm
from ..models import ProgressReport, ReportTemplate
from ..permissions import can_file_reports
from ..queries import report_batches as reads
from ..queries.report_figures import asked_of

MOST_ERRORS = 500


@login_required
@require_http_methods(["GET", "POST"])
def report_batch(request: HttpRequest) -> HttpResponse:
    """Templates and periods of which somebody has several reports to file; one of them with its workbook."""
    can_file_reports(request.user).enforce()
    chosen = _chosen(request)
    form, errors, status = BatchForm(request.POST or None, request.FILES or None), [], 200
    if request.method == "POST" and chosen is None:
        return redirect("campaigns:report-batch")
    if request.method == "POST" and chosen is not None:
        errors = _take(request, form, *chosen) if form.is_valid() else []
        if form.is_valid() and not errors:
            return redirect(f"{reverse('campaigns:reports')}?tab=all")
        status = 422
    context = {
        "form": form,
        "errors": errors[:MOST_ERRORS],
        "error_count": len(errors),
        "chosen": chosen,
        "reports": _open(request, *chosen) if chosen else [],
        "batches": _batches(request),
    }
    return page(request, "campaigns/reports/batch.html", context, status=status)


@login_required
@require_GET
def report_batch_workbook(request: HttpRequest) -> HttpResponse:
    """One row for each party, with the portal's figures and what its draft says."""
    can_file_reports(request.user).enforce()
    chosen = _chosen(request)
    if chosen is None:
        return redirect("campaigns:report-batch")
    template, period = chosen
    reports = _open(request, template, period)
    asked = asked_of(template, period, reports, at=timezone.now())
    levels = {report.level for report in reports}
    name = f"{period.label('zh-hans')}{template.name}"
    return workbook_response(name, reads.header_of(asked, levels), reads.prefilled(asked, reports))


def _take(request: HttpRequest, form: BatchForm, template: ReportTemplate, period: Period) -> list[RowError]:
    """File what the workbook says; what is wrong with it, by line and column."""
    reports = _open(request, template, period)
    asked = asked_of(template, period, [], at=timezone.now())
    levels = {report.level for report in reports}
    with tempfile.TemporaryDirectory() as folder:
        try:
            rows, lines = reads.read(asked, levels, form.copy_to(folder))
        except RowErrors as wrong:
            return wrong.errors
        except FileRefused as refused:
            return [RowError(0, "", str(refused))]
    try:
        count = report_batches.submit(template, period, rows, actor=request.user, at=timezone.now())
    except report_batches.BatchRefused as refused:
        headers = reads.headers(asked, levels)
        found = [RowError(lines[e.party], headers.get(e.code, reads.CODE), e.reason) for e in refused.errors]
        return sorted(found, key=lambda error: error.line)
    said = ngettext("{n} report is filed.", "{n} reports are filed.", count)
    messages.success(request, said.format(n=count))
    return []


def _mine(request: HttpRequest) -> Any:
    visible = ProgressReport.objects.visible_to(request.user)
    return (visible if request.user.is_superuser else visible.filed_by(request.user)).to_file()


def _open(request: HttpRequest, template: ReportTemplate, period: Period) -> list[ProgressReport]:
    rows = _mine(request).filter(template=template, starts_on=period.start).for_list()
    return sorted(rows[: reads.MOST_ROWS], key=lambda row: row.party.code)


def _chosen(request: HttpRequest) -> tuple[ReportTemplate, Period] | None:
    """The template and period in the address, where there is something to file."""
    key = request.GET.get("template", "")
    try:
        period = Period.parse(request.GET.get("period", ""))
    except PeriodNotUnderstood:
        return None
    pk = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    row = (
        _mine(request)
        .filter(template=pk, starts_on=period.start, period=period.code)
        .select_related("template")
        .first()
    )
    return (row.template, period) if row else None


def _batches(request: HttpRequest) -> list[dict[str, Any]]:
    """What there is to file, by template and period, with how many."""
    found: dict[tuple[int, str], dict[str, Any]] = {}
    rows = _mine(request).select_related("template").defer("draft").order_by("due_on", "template", "pk")
    for row in rows[: reads.MOST_ROWS]:
        told = {"template": row.template, "period": row.period, "span": row.span, "due_on": row.due_on, "count": 0}
        found.setdefault((row.template_id, row.period), told)["count"] += 1
    return list(found.values())
