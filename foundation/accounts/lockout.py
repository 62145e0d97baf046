"""What somebody reads after too many wrong passwords."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def answer(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """A page, or the shape of an error of the API; both say how long to wait."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    if request.path.startswith("/api/"):
        detail = _("Too many wrong passwords: sign-in is closed for this name for {n} minutes.").format(n=minutes)
        errors = [{"code": "locked_out", "detail": detail, "attr": None}]
        answered: HttpResponse = JsonResponse({"type": "client_error", "errors": errors}, status=429)
    else:
        answered = render(request, settings.AXES_LOCKOUT_TEMPLATE, {"minutes": minutes}, status=429)
    answered.headers["Retry-After"] = str(minutes * 60)
    return answered
