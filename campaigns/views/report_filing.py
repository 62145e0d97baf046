"""Filling in a progress report: the form, its draft, its files, filing it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import BadInput
from foundation.web.pages import page

from ..actions import report_extensions, reports
from ..choices import OPEN_REPORTS
from ..forms.report_acts import ExtendForm
from ..forms.reports import read_answers, seen_draft, uploaded
from ..kinds.answers import AnswersWrong
from ..kinds.questions import questions_of
from ..models import ProgressReport
from ..permissions import can_file_report
from ..queries import report_pages as reads
from ..queries.report_answers import Sheet, answers_to_begin, sheet_of
from ..queries.report_evidence import records_of
from ..queries.report_figures import asked_of, previous_versions
from .reports import found_report


@login_required
@require_http_methods(["GET", "POST"])
def report_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; sent, it files the report or shows what is wrong, with everything that was typed."""
    report = found_report(request, pk)
    can_file_report(request.user, report).enforce()
    if request.method == "POST":
        answers = read_answers(request.POST, _questions(report))
        try:
            made = reports.submit(report, answers, actor=request.user, at=timezone.now())
        except AnswersWrong as wrong:
            return _form(request, report, answers, errors=wrong.errors, status=422)
        messages.success(request, _("Filed as version {number}.").format(number=made.number))
        return redirect(report)
    if report.state not in OPEN_REPORTS:
        return redirect(report)
    return _form(request, report, None)


@login_required
@require_POST
def report_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed: by htmx after two seconds, or by the button."""
    report = found_report(request, pk)
    answers = read_answers(request.POST, _questions(report))
    at = timezone.now()
    reports.save_draft(report, answers, actor=request.user, at=at, seen=seen_draft(request.POST))
    if not request.htmx:
        messages.success(request, _("The draft is kept."))
        return redirect("campaigns:report-fill", pk=report.pk)
    asked = asked_of(report.template, report.span, [], at=at)
    last = previous_versions([report], report.span).get(report.pk)
    sheet = sheet_of(report, asked, answers, last=last)
    return page(request, "campaigns/reports/_kept.html", {"report": report, "sheet": sheet, "now": at, "is_kept": True})


@login_required
@require_POST
def report_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file as evidence, with everything else that was typed."""
    report = found_report(request, pk)
    can_file_report(request.user, report).enforce()
    code, file = uploaded(request)
    if file is None:
        raise BadInput(_("Choose a file first."))
    answers = read_answers(request.POST, _questions(report))
    seen = seen_draft(request.POST)
    reports.attach(report, answers, code=code, file=file, actor=request.user, at=timezone.now(), seen=seen)
    messages.success(request, _("“{name}” is kept with the draft.").format(name=file.name))
    return redirect(reverse("campaigns:report-fill", args=[report.pk]) + f"#evidence-{code}")


@login_required
@require_http_methods(["GET", "POST"])
def report_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for more time before it is over."""
    report = found_report(request, pk)
    can_file_report(request.user, report).enforce()
    form = ExtendForm(request.POST or None, report=report)
    if request.method == "POST" and form.is_valid():
        report_extensions.ask(report, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("The office has been asked for more time."))
        return redirect(report)
    context = {"report": report, "form": form, "name": reads.name_of(report)}
    return page(request, "campaigns/reports/extend.html", context, status=422 if form.errors else None)


def _questions(report: ProgressReport) -> Any:
    return questions_of(report.template).of_level(report.level)


def _form(request: HttpRequest, report: ProgressReport, answers: Any, *, errors: Any = None, status: int = 200) -> Any:
    at = timezone.now()
    asked = asked_of(report.template, report.span, [report], at=at)
    last = previous_versions([report], report.span).get(report.pk)
    begun = answers or answers_to_begin(report, asked, last)
    sheet = sheet_of(report, asked, begun, last=last, errors=errors)
    context = {
        "report": report,
        "sheet": sheet,
        "errors": list((errors or {}).items()),
        "title": _title(report, sheet),
        "records": records_of(report) if sheet.evidence else [],
        "uploads": [f"upload-{line.asked.code}" for line in sheet.evidence if line.asked.takes_files],
        "last_verdict": reads.last_verdict(last),
        "returned": report.reason if report.state == "returned" else "",
        "today": timezone.localdate(),
        "now": at,
    }
    return page(request, "campaigns/reports/fill.html", context, status=status)


def _title(report: ProgressReport, sheet: Sheet) -> str:
    name = reads.name_of(report)
    if sheet.left:
        said = ngettext("{name}: {n} thing still to fill in", "{name}: {n} things still to fill in", sheet.left)
        return said.format(name=name, n=sheet.left)
    return _("{name}: ready to be filed").format(name=name)
