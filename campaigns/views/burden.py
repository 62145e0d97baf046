"""What filing costs those who file (减负): a page for the office, for leaders, and for everybody about himself."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.web.pages import page, paginate

from ..exports.burden import HEADER, burden_rows
from ..filters import BurdenFilter
from ..models import LedgerEntry, ProgressReport
from ..queries.burden import Burden, BurdenTable, burdens


@login_required
@require_GET
def burden_page(request: HttpRequest) -> HttpResponse:
    """One month: how many fields were asked of whom, and how many of them the portal filled."""
    found, table = _table(request)
    rows = _of_kind(table, request)
    context = {
        "filter": found,
        "month": found.chosen,
        "total": table.total,
        "rows": paginate(request, rows, counted=len(rows)),  # type: ignore[arg-type]
        "tabs": _tabs(table, request),
        "title": _title(table.total),
        "query": request.GET.urlencode(),
    }
    return page(request, "campaigns/burden/list.html", context, fragment="campaigns/burden/_rows.html")


@login_required
@require_POST
def burden_export(request: HttpRequest) -> HttpResponse:
    """The rows of the page as a workbook."""
    found, table = _table(request)
    exported(request, "burden")
    name = _("Burden of filing {month}").format(month=found.chosen.code)
    return workbook_response(name, HEADER, burden_rows(_of_kind(table, request)))


def _table(request: HttpRequest) -> tuple[BurdenFilter, BurdenTable]:
    """The month's table of everybody in sight, and what it was narrowed by."""
    reports, entries = ProgressReport.objects.visible_to(request.user), LedgerEntry.objects.visible_to(request.user)
    found = BurdenFilter(request.GET, queryset=reports, request=request)
    if code := found.region_code:
        entries = entries.filter(region__code__startswith=code)
    return found, burdens(found.qs, entries, found.chosen)


def _of_kind(table: BurdenTable, request: HttpRequest) -> list[Burden]:
    kind = request.GET.get("kind", "")
    if kind == "places":
        return [row for row in table.rows if row.organisation is None]
    if kind == "organisations":
        return [row for row in table.rows if row.organisation is not None]
    return table.rows


def _tabs(table: BurdenTable, request: HttpRequest) -> list[dict[str, Any]]:
    places = sum(row.organisation is None for row in table.rows)
    counts = [
        ("", _("All who file"), len(table.rows)),
        ("places", _("Streets, towns, villages"), places),
        ("organisations", _("Organisations"), len(table.rows) - places),
    ]
    return [_tab(request, kind, label, count) for kind, label, count in counts]


def _tab(request: HttpRequest, kind: str, label: str, count: int) -> dict[str, Any]:
    query = request.GET.copy()
    for name in ("kind", "page"):
        query.pop(name, None)
    if kind:
        query["kind"] = kind
    return {
        "label": label,
        "url": f"{reverse('campaigns:burden')}?{query.urlencode()}",
        "current": request.GET.get("kind", "") == kind,
        "count": count,
    }


def _title(total: Burden) -> str:
    """The page's title is the answer."""
    if total.share is None:
        return _("Nothing was asked in this month")
    asked = ngettext("{n} field asked", "{n} fields asked", total.asked).format(n=f"{total.asked:,}")
    return _("{asked}, {share} % of them filled by the portal").format(asked=asked, share=total.share)
