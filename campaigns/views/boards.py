"""Pages of the red and black boards."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.web.pages import page, paginate

from ..actions import boards
from ..choices import BoardColour, BoardState
from ..exports import MOST_ROWS
from ..exports.boards import HEADER, entry_rows
from ..filters import BoardFilter
from ..forms.boards import ProposeForm
from ..models import BoardEntry
from ..permissions import can_decide_board


@login_required
@require_GET
def board_list(request: HttpRequest) -> HttpResponse:
    """Both boards, and what waits to be decided."""
    counts = BoardEntry.objects.visible_to(request.user).counts()
    found, given = _found(request)
    context = {
        "filter": found,
        "entries": paginate(request, found.qs.for_list(), by="key"),
        "title": _title(counts),
        "tabs": _tabs(given, counts),
        "may_decide": can_decide_board(request.user),
        "query": request.GET.urlencode(),
    }
    return page(request, "campaigns/boards/list.html", context, fragment="campaigns/boards/_rows.html")


def _found(request: HttpRequest) -> tuple[BoardFilter, QueryDict]:
    """What the filters leave; without a state, what stands on the boards."""
    given = request.GET.copy()
    given.setdefault("state", BoardState.APPROVED.value)
    return BoardFilter(given, queryset=BoardEntry.objects.visible_to(request.user), request=request), given


@login_required
@require_POST
def board_export(request: HttpRequest) -> HttpResponse:
    """The entries that tab and filters leave, as a workbook."""
    found, _given = _found(request)
    exported(request, "board_entries")
    rows = found.qs.for_list()[:MOST_ROWS]
    return workbook_response(_("Red and black boards"), HEADER, entry_rows(rows.iterator(chunk_size=2000)))


@login_required
@require_http_methods(["GET", "POST"])
def board_propose(request: HttpRequest) -> HttpResponse:
    """Propose a place or an organisation by hand."""
    can_decide_board(request.user).enforce()
    form = ProposeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        entry = boards.propose(**form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("“{entry}” waits to be decided.").format(entry=entry))
        return redirect(entry)
    return page(request, "campaigns/boards/propose.html", {"form": form})


@login_required
@require_POST
def board_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an entry on the board."""
    entry = get_object_or_404(BoardEntry.objects.visible_to(request.user), pk=pk)
    boards.approve(entry, actor=request.user, at=timezone.now())
    messages.success(request, _("“{entry}” is on the board.").format(entry=entry))
    return redirect(entry)


@login_required
@require_POST
def board_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave an entry off the board."""
    entry = get_object_or_404(BoardEntry.objects.visible_to(request.user), pk=pk)
    boards.reject(entry, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("“{entry}” is not listed.").format(entry=entry))
    return redirect(reverse("campaigns:boards") + f"?state={BoardState.PROPOSED}")


@login_required
@require_POST
def board_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry off the board."""
    entry = get_object_or_404(BoardEntry.objects.visible_to(request.user), pk=pk)
    boards.remove(entry, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("“{entry}” has left the board.").format(entry=entry))
    return redirect("campaigns:boards")


def _title(counts: dict[tuple[str, str], int]) -> str:
    waiting = sum(n for (_colour, state), n in counts.items() if state == BoardState.PROPOSED)
    if waiting:
        return ngettext("{n} board entry waits to be decided", "{n} board entries wait to be decided", waiting).format(
            n=waiting
        )
    red, black = (counts.get((colour, BoardState.APPROVED), 0) for colour in (BoardColour.RED, BoardColour.BLACK))
    return _("{red} on the red board, {black} on the black board").format(red=red, black=black)


def _tabs(given: Any, counts: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    rest = given.copy()
    for name in ("state", "colour", "after", "before"):
        rest.pop(name, None)
    wanted = [
        *((BoardColour(colour).label, colour, BoardState.APPROVED) for colour in BoardColour),
        *((state.label, None, state) for state in (BoardState.PROPOSED, BoardState.REMOVED, BoardState.REJECTED)),
    ]
    return [_tab(rest.copy(), given, counts, *one) for one in wanted]


def _tab(query: Any, given: Any, counts: Any, label: Any, colour: str | None, state: str) -> dict[str, Any]:
    query["state"] = state
    if colour:
        query["colour"] = colour
    return {
        "label": label,
        "url": f"{reverse('campaigns:boards')}?{query.urlencode()}",
        "current": given.get("state") == state and given.get("colour") == colour,
        "count": sum(n for (one, stands), n in counts.items() if stands == state and colour in (None, one)),
    }
