"""The door every page goes through: the whole of it, or the part that htmx asks for."""

from django.contrib.messages import get_messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from .paging import Keyed, Numbered

PARTS_VARY = ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"]


def page(
    request: HttpRequest,
    template: str,
    context: dict | None = None,
    *,
    fragment: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Render ``template``, or only ``fragment`` when htmx asks for a part of the page."""
    if fragment is None:
        return render(request, template, context, status=status)
    partial = wants_part(request)
    response = render(request, fragment if partial else template, context, status=status)
    patch_vary_headers(response, PARTS_VARY)
    if partial and get_messages(request):
        response.content += render_to_string("components/_messages.html", {"swapped_in": True}, request).encode()
    return response


def paginate(
    request: HttpRequest, rows: QuerySet, *, per_page: int = 50, by: str = "number", counted: int | None = None
) -> Numbered | Keyed:
    """The rows of one page: by number, or by key where the table may grow without end; ``counted`` when it is known."""
    kind = {"number": Numbered, "key": Keyed}[by]
    return kind(rows, request.GET, per_page=per_page, counted=counted)


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; a boosted link and a step back in the browser want the whole page."""
    return bool(request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request)
