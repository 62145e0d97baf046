"""The records behind a figure of a bulletin: beside the paper, or as a page of their own."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from foundation.web.pages import page

from ..models import Bulletin
from ..queries.bulletin_records import behind
from ..queries.bulletins import figures_of


@login_required
@require_GET
def bulletin_figure(request: HttpRequest, pk: int, figure: str) -> HttpResponse:
    """What was counted for one figure when the bulletin was compiled."""
    row = get_object_or_404(Bulletin.objects.visible_to(request.user).select_related("district"), pk=pk)
    known = figures_of(row).get(figure)
    if known is None:
        raise Http404
    start = request.GET.get("from", "")
    found = behind(row, figure, request.user, start=int(start) if start.isdecimal() and len(start) < 9 else 0)
    context = {"bulletin": row, "figure": known, "found": found}
    return page(request, "evaluation/bulletins/figure.html", context, fragment="evaluation/bulletins/_records.html")
