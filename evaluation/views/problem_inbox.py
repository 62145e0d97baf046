"""An organisation's inbox: what it has to put right, by when, and what waits for others."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from foundation.web.lanes import Laned
from foundation.web.pages import page, paginate

from ..models import Problem
from ..permissions import can_have_inbox
from ..queries import board

TABS = {"todo": board.TODO, **{name: board.TABS[name] for name in ("rectified", "suspended", "closed")}}


@login_required
@require_GET
def problem_inbox(request: HttpRequest) -> HttpResponse:
    """The problems of the organisations somebody serves, what is to be done first on top."""
    can_have_inbox(request.user).enforce()
    now, name = timezone.now(), request.GET.get("tab", "todo")
    name = name if name in TABS else "todo"
    own = Problem.objects.of_organisations(request.user)
    context = {
        "problems": _rows(request, own, name, now),
        "title": _title(own, now),
        "tabs": _tabs(own, name),
        "tab": name,
        "now": now,
        "button": name == "todo",
    }
    return page(request, "evaluation/problems/inbox.html", context, fragment="evaluation/problems/_inbox.html")


def _rows(request: HttpRequest, own: Any, name: str, now: Any) -> Any:
    tab = TABS[name]
    whole = own.filter(state__in=tab.states)
    if tab.is_open:
        rows: Any = Laned(
            board.lanes(own, tab, at=now),
            request.GET,
            per_page=30,
            whole=whole,
            shown=lambda keys: board.shown(Problem.objects.filter(pk__in=keys)),
        )
    else:
        rows = paginate(request, board.shown(whole).order_by("-found_at", "-pk"), by="key", per_page=30)
    board.timed(rows, at=now)
    return rows


def _title(own: Any, now: Any) -> str:
    todo = board.capped_count(own.filter(state__in=board.TODO.states))
    if not todo:
        return _("Nothing to put right")
    overdue = board.capped_count(own.overdue(at=now))
    said = ngettext("{n} problem to put right", "{n} problems to put right", todo).format(n=board.said(todo))
    return _("{said}, {n} of them overdue").format(said=said, n=overdue) if overdue else said


def _tabs(own: Any, chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "label": tab.label,
            "url": f"{reverse('evaluation:problem-inbox')}?tab={name}",
            "current": name == chosen,
            "count": board.capped_count(own.filter(state__in=tab.states)) if tab.is_open else None,
        }
        for name, tab in TABS.items()
    ]
