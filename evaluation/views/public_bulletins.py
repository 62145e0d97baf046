"""Bulletins that anybody may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from foundation.web.pages import page, paginate

from ..exports.bulletins import board_lines, ranked_rows, versus_of
from ..models import Bulletin, BulletinCase
from ..queries import bulletins as reads
from ..queries.bulletin_boards import boards_of
from .bulletins import photo_of


@require_GET
def public_list(request: HttpRequest) -> HttpResponse:
    """Published bulletins marked for the public, the latest first."""
    rows = Bulletin.objects.public().for_list()
    return page(request, "evaluation/bulletins/public_list.html", {"bulletins": paginate(request, rows)})


@require_GET
def public_bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with masked photos and without links into the portal."""
    row = get_object_or_404(Bulletin.objects.public().select_related("district"), pk=pk)
    cases = row.cases.select_related("problem__site", "problem__organisation").order_by("position", "pk")
    context = {
        "bulletin": row,
        "cases": cases,
        "figures": reads.figures_of(row),
        "ranked": ranked_rows(row.figures),
        "board_lines": board_lines(boards_of(row)),
        "versus": versus_of(row.figures),
        "is_public": True,
    }
    return page(request, "evaluation/bulletins/public.html", context)


@require_GET
def public_photo(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """A photo of a public bulletin, masked."""
    return photo_of(get_object_or_404(BulletinCase.objects.filter(bulletin__in=Bulletin.objects.public()), pk=pk), side)
