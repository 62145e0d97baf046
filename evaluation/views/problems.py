"""Problems: the list, one record, and the list as a workbook."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from foundation.documents.workbooks import workbook_response
from foundation.web.pages import page, paginate

from ..choices import OPEN_PROBLEMS, ProblemState
from ..exports.problems import HEADER, problem_rows
from ..filters import ProblemFilter
from ..models import Problem
from ..queries import check_pages as reads

MOST_ROWS = 50_000


@login_required
@require_GET
def problem_list(request: HttpRequest) -> HttpResponse:
    """Problems in sight, those that nobody has been given yet first."""
    now = timezone.now()
    visible = _visible(request)
    found = ProblemFilter(_given(request), queryset=visible, request=request)
    context = {
        "filter": found,
        "problems": paginate(request, reads.with_first_photo(found.qs.for_list()), by="key"),
        "title": _title(visible, now),
        "tabs": _tabs(visible, _given(request)),
        "now": now,
    }
    return page(request, "evaluation/problems/list.html", context, fragment="evaluation/problems/_rows.html")


@login_required
@require_GET
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """One problem: photos, ground, what happened."""
    rows = Problem.objects.visible_to(request.user).for_list().select_related("found_by")
    row = get_object_or_404(rows, pk=pk)
    context = {
        "problem": row,
        "findings": reads.findings_of(row),
        "steps": reads.timeline(row),
        "now": timezone.now(),
        "is_overdue": Problem.objects.overdue(at=timezone.now()).filter(pk=row.pk).exists(),
    }
    return page(request, "evaluation/problems/detail.html", context)


@login_required
@require_GET
def problem_export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook: exactly the rows that the filters leave, at most 50,000."""
    found = ProblemFilter(_given(request), queryset=_visible(request), request=request)
    rows = found.qs.for_list()[:MOST_ROWS].iterator(chunk_size=2000)
    return workbook_response(_("Problems"), HEADER, problem_rows(rows))


def _visible(request: HttpRequest) -> Any:
    return Problem.objects.visible_to(request.user).filter(reads.within_districts(request.user))


def _given(request: HttpRequest) -> Any:
    """What the address asks for; the open tab while it names no state."""
    given = request.GET.copy()
    given.setdefault("state", ProblemState.FOUND.value)
    return given


def _title(visible: Any, now: dt.datetime) -> str:
    open_ones = visible.open().order_by().values("pk")[: reads.COUNT_CAP + 1].count()
    overdue = visible.overdue(at=now).order_by().values("pk")[: reads.COUNT_CAP + 1].count()
    if open_ones > reads.COUNT_CAP:
        return _("More than 10,000 problems are open")
    if not open_ones:
        return _("No problem is open")
    said = ngettext("{n} problem is open", "{n} problems are open", open_ones).format(n=open_ones)
    return _("{said}, {n} of them overdue").format(said=said, n=overdue) if overdue else said


def _tabs(visible: Any, given: Any) -> list[dict[str, Any]]:
    counts = visible.open().counts()
    rest = given.copy()
    for name in ("state", "after", "before"):
        rest.pop(name, None)
    tabs = []
    for state in (*OPEN_PROBLEMS, ProblemState.CLOSED, ProblemState.CANCELLED):
        query = rest.copy()
        query["state"] = state.value
        tabs.append(
            {
                "label": state.label,
                "url": f"{reverse('evaluation:problems')}?{query.urlencode()}",
                "current": given.get("state") == state.value,
                "count": counts.get(state.value, 0) if state in OPEN_PROBLEMS else None,
            }
        )
    return tabs
