"""Pages of imports: upload, template, what became of a file."""

import csv

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from foundation.web.pages import page, paginate

from . import actions, kinds, running
from .forms import UploadForm
from .models import ImportJob, ImportState
from .tasks import run_import
from .templates import write_template

ROWS_AT_ONCE = 2_000
ERRORS_SHOWN = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def imports(request):
    allowed = [kind for kind in kinds.kinds() if kind.may_import(request.user)]
    if not allowed:
        kinds.kinds()[0].may_import(request.user).enforce()
    jobs = paginate(request, ImportJob.objects.visible_to(request.user).for_list())
    context = {"kinds": allowed, "jobs": with_kinds(jobs)}
    return page(request, "imports/list.html", context, fragment="imports/_jobs.html")


@login_required
def import_kind(request, code: str):
    kind = kind_or_404(code)
    kind.may_import(request.user).enforce()
    form = UploadForm(request.POST or None, request.FILES or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        job = actions.receive(kind, form.cleaned_data["file"], rows=form.rows, actor=request.user, at=timezone.now())
        carry_out_now_or_later(job)
        return redirect("imports:job", pk=job.pk)
    jobs = ImportJob.objects.visible_to(request.user).of_kind(code).for_list()[:10]
    status = 422 if form.is_bound else 200
    return page(request, "imports/kind.html", {"kind": kind, "form": form, "jobs": with_kinds(jobs)}, status=status)


@login_required
@require_GET
def template(request, code: str):
    kind = kind_or_404(code)
    kind.may_import(request.user).enforce()
    response = HttpResponse(content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{code}.xlsx"'
    write_template(kind, response)
    return response


@login_required
@require_safe
def job(request, pk: int):
    found = get_object_or_404(ImportJob.objects.visible_to(request.user), pk=pk)
    context = {
        "job": found,
        "kind": kind_or_404(found.kind),
        "is_unfinished": found.state in (ImportState.QUEUED, ImportState.RUNNING),
        "rows_done": running.rows_done(found),
        "errors": found.errors[:ERRORS_SHOWN],
        "error_count": (found.outcome or {}).get("errors", 0),
    }
    return page(request, "imports/job.html", context, fragment="imports/_job.html")


@login_required
@require_GET
def errors(request, pk: int):
    found = get_object_or_404(ImportJob.objects.visible_to(request.user), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{pk}-mistakes.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["line", "column", "reason"])
    writer.writerows(
        [line or "", column, f"'{reason}" if reason[:1] in "=+-@" else reason] for line, column, reason in found.errors
    )
    return response


def carry_out_now_or_later(job: ImportJob) -> None:
    """Small files at once; a large one in the background, with a page that follows it."""
    if (job.rows_total or 0) <= ROWS_AT_ONCE:
        running.run(job.pk, at=timezone.now())
    else:
        transaction.on_commit(lambda: run_import.delay(job=job.pk))


def kind_or_404(code: str) -> kinds.ImportKind:
    """The kind in the address."""
    try:
        return kinds.kind(code)
    except kinds.FileRefused:
        raise Http404 from None


def with_kinds(jobs):
    """Jobs with the label of their kind beside them."""
    rows = list(jobs)
    labels = {code: kind_or_404(code).label for code in {found.kind for found in rows}}
    for found in rows:
        found.kind_label = labels[found.kind]
    return jobs
