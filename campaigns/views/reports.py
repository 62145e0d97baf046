"""Progress reports: the list by what is to do, its workbook, one report with its versions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from foundation.accounts.choices import Role
from foundation.attachments.models import Attachment
from foundation.attachments.streaming import stream
from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.metrics import registry
from foundation.web.numbers import capped
from foundation.web.pages import page, paginate

from ..choices import OPEN_REPORTS, ReportExtensionState
from ..exports.reports import HEADER, figure_headers, report_rows
from ..filters import ReportFilter
from ..models import ProgressReport, ReportExtension
from ..permissions import (
    can_decide_report_extension,
    can_file_report,
    can_file_reports,
    can_review_report,
    can_review_reports,
    can_write_templates,
)
from ..queries import report_pages as reads
from ..queries.report_evidence import files_of
from ..queries.report_figures import party_of

MOST_ROWS = 50_000
ORDERS: dict[str, tuple[tuple[str, str], Any]] = {
    "to_file": (
        ("due_on", "pk"),
        gettext_lazy("What is due first stands first; the portal’s figures are filled in."),
    ),
    "to_review": (("submitted_at", "pk"), gettext_lazy("What was filed first stands first.")),
    "missing": (("due_on", "pk"), gettext_lazy("What was due first stands first.")),
}


@login_required
@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """Reports in reach, by what is to be done with them."""
    visible = ProgressReport.objects.visible_to(request.user)
    tab = _tab(request)
    found = ReportFilter(request.GET, queryset=_rows(request, visible, tab), request=request)
    counts = {name: reads.capped_count(_rows(request, visible, name)) for name in _tabs_of(request)}
    asked = ReportExtension.objects.filter(report=OuterRef("pk"), state=ReportExtensionState.ASKED)
    rows = found.qs.with_face(on=timezone.localdate()).annotate(asks_for_time=Exists(asked)).for_list()
    rows = rows.order_by(*ORDERS[tab][0]) if tab in ORDERS else rows
    context = {
        "filter": found,
        "reports": paginate(request, rows.defer("draft"), by="key"),
        "title": _title(tab, counts),
        "tabs": _tabs(request, tab, counts),
        "tab": tab,
        "lead": ORDERS[tab][1] if tab in ORDERS else _("The latest period first."),
        "query": request.GET.urlencode(),
        "today": timezone.localdate(),
        "may_file": can_file_reports(request.user),
        "may_review": can_review_reports(request.user),
        "may_write": can_write_templates(request.user),
        "is_official": request.user.has_role(Role.OFFICIAL) and not request.user.is_superuser,
    }
    return page(request, "campaigns/reports/list.html", context, fragment="campaigns/reports/_rows.html")


@login_required
@require_POST
def report_export(request: HttpRequest) -> HttpResponse:
    """The rows that the tab and the filters leave, as a workbook."""
    visible = ProgressReport.objects.visible_to(request.user)
    found = ReportFilter(request.GET, queryset=_rows(request, visible, _tab(request)), request=request).qs
    figures = figure_headers(found)
    exported(request, "progress-reports")
    rows = reads.with_filed_figures(found.with_face(on=timezone.localdate())).for_list().defer("draft")[:MOST_ROWS]
    codes = [code for code, _name in figures]
    header = [*HEADER, *(name for _code, name in figures)]
    return workbook_response(_("Progress reports"), header, report_rows(rows.iterator(chunk_size=1000), codes))


@login_required
@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what was filed, what changed, what was decided; who files is sent to the form."""
    row = found_report(request, pk)
    number = request.GET.get("version", "")
    shown = reads.record_of(row, number=int(number) if number.isdecimal() and len(number) < 5 else None)
    latest = shown["versions"][0] if shown["versions"] else None
    asked = shown["extension"]
    context = shown | {
        "report": row,
        "title": reads.title_of(row, shown["version"]),
        "may_file": can_file_report(request.user, row) if row.state in OPEN_REPORTS else None,
        "review": can_review_report(request.user, row, filed_by=latest.filed_by_id if latest else None),
        "may_decide": can_decide_report_extension(request.user, row),
        "is_asked": asked is not None and asked.state == ReportExtensionState.ASKED,
        "today": timezone.localdate(),
    }
    return page(request, "campaigns/reports/detail.html", context)


@login_required
@require_GET
def report_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A file that a report shows as evidence."""
    row = found_report(request, pk)
    if file not in files_of(row):
        raise Http404
    return stream(get_object_or_404(Attachment, pk=file))


@login_required
@require_GET
def report_figure(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The records behind a figure of a report."""
    row = found_report(request, pk)
    if code not in {figure.get("metric") for figure in row.template.figures}:
        raise Http404
    url = registry.records_url(code, party_of(row), row.span)
    if url:
        return redirect(url)
    messages.info(request, _("This figure has no list of its own: it is worked out from other figures."))
    return redirect(row)


def found_report(request: HttpRequest, pk: int) -> ProgressReport:
    """A report in reach, with what calls it the next day."""
    rows = ProgressReport.objects.visible_to(request.user).with_face(on=timezone.localdate()).for_list()
    found: ProgressReport = get_object_or_404(rows, pk=pk)
    return found


def _tabs_of(request: HttpRequest) -> list[str]:
    user = request.user
    names = ["to_file"] if can_file_reports(user) else []
    names += ["to_review"] if can_review_reports(user) else []
    return [*names, "missing", "late", "all"]


def _tab(request: HttpRequest) -> str:
    """The tab in the address; else the one in which this person's own work stands."""
    names = _tabs_of(request)
    given = request.GET.get("tab", "")
    if given in names:
        return given
    return "to_review" if request.user.has_role(Role.ADMIN) else names[0]


def _rows(request: HttpRequest, visible: Any, tab: str) -> Any:
    user = request.user
    match tab:
        case "to_file":
            return visible.to_file() if user.is_superuser else visible.filed_by(user).to_file()
        case "to_review":
            return visible.reviewed_by(user).to_review()
        case "missing":
            return visible.missing(on=timezone.localdate())
        case "late":
            return visible.late()
        case _:
            return visible


def _title(tab: str, counts: dict[str, int]) -> str:
    n = counts[tab]
    match tab:
        case "to_file":
            said = ngettext("{n} report is to be filed", "{n} reports are to be filed", n) if n else _("All is filed")
        case "to_review":
            none = _("No report waits to be looked at")
            said = ngettext("{n} report waits to be looked at", "{n} reports wait to be looked at", n) if n else none
        case "missing":
            none = _("No report is overdue")
            said = ngettext("{n} report is overdue", "{n} reports are overdue", n) if n else none
        case "late":
            said = ngettext("{n} report was filed late", "{n} reports were filed late", n)
        case _:
            said = ngettext("{n} progress report", "{n} progress reports", n)
    return said.format(n=capped(n if n <= reads.COUNT_CAP else None, reads.COUNT_CAP))


def _tabs(request: HttpRequest, current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    labels = {
        "to_file": _("To file"),
        "to_review": _("To look at"),
        "missing": _("Overdue"),
        "late": _("Filed late"),
        "all": _("All"),
    }
    rest = request.GET.copy()
    for name in ("tab", "after", "before"):
        rest.pop(name, None)
    tabs = []
    for name, count in counts.items():
        query = rest.copy()
        query["tab"] = name
        url = f"{reverse('campaigns:reports')}?{query.urlencode()}"
        said = capped(count if count <= reads.COUNT_CAP else None, reads.COUNT_CAP)
        tabs.append({"label": labels[name], "url": url, "current": name == current, "count": count, "said": said})
    return tabs
