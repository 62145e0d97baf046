"""The QR code of a site, which opens its check on a phone, and the sheet to hang up."""

import io

import segno
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from foundation.web.pages import page

from ..models import Site

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def _found(request: HttpRequest, pk: int) -> Site:
    rows = Site.objects.visible_to(request.user).select_related("type", "region__parent", "organisation", "district")
    return get_object_or_404(rows, pk=pk)


def _address(request: HttpRequest, site: Site) -> str:
    return request.build_absolute_uri(reverse("evaluation:field-site", args=[site.code]))


@login_required
@require_GET
def site_code(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The code as a picture; it holds nothing but the address, and the address asks who is there."""
    site = _found(request, pk)
    picture = io.BytesIO()
    segno.make(_address(request, site), error="m", micro=False).save(picture, kind=kind, scale=8, border=3)
    return HttpResponse(picture.getvalue(), content_type=TYPES[kind])


@login_required
@require_GET
def site_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet with code, name and number, to be printed."""
    site = _found(request, pk)
    return page(request, "evaluation/sites/sheet.html", {"site": site, "address": _address(request, site)})
