"""Problems: the board, one record, and the board as a workbook."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from foundation.accounts.choices import Role
from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.web.lanes import Laned
from foundation.web.pages import page, paginate
from foundation.web.paging import Slice

from ..choices import ProblemState
from ..exports.problems import HEADER, problem_rows
from ..filters import BoardFilter
from ..models import Problem
from ..permissions import can_appeal, can_sign_notice, can_steer_problem
from ..queries import appeals as disputes
from ..queries import board, recalls
from ..queries.check_pages import within_districts
from ..queries.problem_pages import record_of
from .problem_acts import acts_of
from .problem_narrowing import filters_in_words, narrowings, states_of
from .saved_views import saved_views_of

MOST_ROWS = 50_000
CARDS = 12
CANCELLABLE = ("found", "assigned")


@login_required
@require_GET
def problem_list(request: HttpRequest) -> HttpResponse:
    """The board: problems in sight by state, what is to be done first on top."""
    now, name, visible = timezone.now(), _tab(request), _visible(request)
    found = BoardFilter(request.GET, queryset=visible, request=request)
    counts = board.counts(visible)
    context = {
        "filter": found,
        "title": board.title(visible, counts, at=now),
        "tabs": _tabs(request, name, counts),
        "tab": name,
        "now": now,
        "is_office": request.user.has_role(Role.ADMIN),
        "is_narrowed": bool(found.form.is_valid() and any(found.form.cleaned_data.values())),
        "can_open": request.user.has_role(Role.ADMIN, Role.INSPECTOR),
        "can_cancel": name in CANCELLABLE,
        "views": _views(request),
        "query": request.GET.urlencode(),
        **saved_views_of(request),
    }
    if context["is_office"]:
        context["recalls"] = recalls.recallable_by(request.user, at=now)
        context["recall_until"] = recalls.until(context["recalls"])
    if request.GET.get("view") == "columns":
        context |= {"columns": _columns(request, found.qs, counts, now), "is_columns": True}
    else:
        problems = _rows(request, found.qs, board.TABS[name], now)
        if name in counts and not context["is_narrowed"]:
            problems.total = counts[name] if counts[name] <= board.COUNT_CAP else None
        context |= {"problems": problems, "note": _note(problems, counts.get(name))}
        if context["is_narrowed"] and not problems.rows:
            context["narrowings"] = narrowings(request, found, visible, states_of(name))
            context["in_words"] = filters_in_words(request, found)
    return page(request, "evaluation/problems/list.html", context, fragment="evaluation/problems/_list.html")


@login_required
@require_GET
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """One problem: photos before and after, ground, everything that happened, time, duty, notices."""
    rows = Problem.objects.visible_to(request.user).for_list()
    row = get_object_or_404(
        rows.select_related("found_by", "rectified_by", "rechecker", "merged_into", "earlier"), pk=pk
    )
    mode = request.GET.get("photos", "pair")
    context = record_of(row, request.user, at=timezone.now()) | {"mode": mode, "now": timezone.now()}
    waiting = [one for one in context["notices"] if one.state == "sent" and can_sign_notice(request.user, one)]
    context["to_sign"] = waiting[0] if waiting else None
    context["acts"] = acts_of(request.user, row, context["extension"])
    if can_steer_problem(request.user, row) and (fresh := recalls.recallable_of(row, at=timezone.now())):
        context |= {"recalls": [fresh], "recall_until": recalls.until([fresh])}
    context["dispute"] = disputes.offer(request.user, row, can_appeal, at=timezone.now())
    return page(request, "evaluation/problems/detail.html", context)


@login_required
@require_POST
def problem_export(request: HttpRequest) -> HttpResponse:
    """The board as a workbook: the rows of the tab that the filters leave, in the order of the page."""
    found = BoardFilter(request.GET, queryset=_visible(request), request=request)
    rows = board.in_order(found.qs, board.TABS[_tab(request)], at=timezone.now())[:MOST_ROWS]
    exported(request, "problems")
    return workbook_response(_("Problems"), HEADER, problem_rows(rows.iterator(chunk_size=2000)))


def _visible(request: HttpRequest) -> Any:
    return Problem.objects.visible_to(request.user).filter(within_districts(request.user))


def _tab(request: HttpRequest) -> str:
    """The tab in the address; else the one in which this person's own work stands."""
    given = request.GET.get("state", "")
    if given in board.TABS:
        return given
    if given == ProblemState.MERGED:
        return "cancelled"
    if request.user.has_role(Role.ADMIN, Role.LEADER):
        return "found"
    return "rectified" if request.user.has_role(Role.INSPECTOR) else "assigned"


def _rows(request: HttpRequest, found: Any, tab: board.Tab, now: Any) -> Slice:
    whole = found.filter(state__in=tab.states)
    if tab.is_open:
        rows = _laned(request, found, tab, now, per_page=50)
    else:
        whole = found if tab is board.TABS["all"] else whole
        rows = paginate(request, board.shown(whole).order_by("-found_at", "-pk"), by="key")
    board.timed(rows, at=now)
    return rows


def _laned(request: HttpRequest, found: Any, tab: board.Tab, now: Any, *, per_page: int) -> Laned:
    return Laned(
        board.lanes(found, tab, at=now),
        request.GET,
        per_page=per_page,
        whole=found.filter(state__in=tab.states),
        shown=lambda keys: board.shown(Problem.objects.filter(pk__in=keys)),
    )


def _columns(request: HttpRequest, found: Any, counts: dict[str, int], now: Any) -> list[dict[str, Any]]:
    """One column for each open state with the rows to be done first, and how many there are."""
    columns = []
    for name, tab in board.TABS.items():
        if not tab.is_open:
            continue
        rows = _laned(request, found, tab, now, per_page=CARDS)
        board.timed(rows, at=now)
        more = _address(request, drop=("view",), state=name)
        columns.append({"label": tab.label, "rows": rows, "more": more, "count": board.said(counts[name])})
    return columns


def _tabs(request: HttpRequest, chosen: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": tab.label,
            "url": _address(request, drop=("view",), state=name),
            "current": name == chosen and request.GET.get("view") != "columns",
            "count": counts.get(name),
            "said": board.said(counts[name]) if name in counts else "",
        }
        for name, tab in board.TABS.items()
    ]


def _views(request: HttpRequest) -> list[dict[str, Any]]:
    is_columns = request.GET.get("view") == "columns"
    return [
        {"label": _("Table"), "icon": "list", "url": _address(request, drop=("view",)), "current": not is_columns},
        {
            "label": pgettext("way to look at the board", "Columns"),
            "icon": "layout-kanban",
            "url": _address(request, drop=("state",), view="columns"),
            "current": is_columns,
        },
    ]


def _note(rows: Slice, whole: int | None) -> str:
    shown = rows.total_text
    if whole is None or rows.total == whole:
        return _("{n} shown").format(n=shown)
    return _("{n} of {whole} shown").format(n=shown, whole=board.said(whole))


def _address(request: HttpRequest, *, drop: tuple[str, ...] = (), **changes: str) -> str:
    query = request.GET.copy()
    for name in ("after", "before", *drop):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"{reverse('evaluation:problems')}?{query.urlencode()}"
