"""Keeping somebody signed in while he works, in the place he chose, and leading him back after it has expired."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlsplit
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from foundation.web.addresses import back
from foundation.web.token_calls import is_token_call

from .second_factor import is_missing

SEEN = "seen_at"
CHOSEN = "grant"
# What a phone sends late was begun under whichever role was chosen then; what it may send goes by all of them.
SENT_LATE = ("/api/v1/check-submissions/", "/api/v1/attachments/")
NOTED_EVERY = 60
# Signing in and out, setting up the second factor, language and type, and what machines ask.
OPEN_WITHOUT = ("/accounts/", "/i18n/", "/jsi18n/", "/type/", "/health/", "/metrics", "/api/v1/token/")


class IdleTimeout:
    """A session lasts so many minutes from its last request; that is noted once a minute at most."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_token_call(request):
            return response
        if SESSION_KEY in request.session:
            now = int(time.time())
            if not 0 <= now - request.session.get(SEEN, 0) < NOTED_EVERY:
                request.session[SEEN] = now
        elif request.method == "POST" and _leads_to_sign_in(response):
            return _back_to_the_form(request, response)
        return response


class ChosenScope:
    """Somebody with several grants works in the place of one of them, when he chose so in the bar (工作范围)."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_token_call(request) and not request.path_info.startswith(SENT_LATE):
            chosen = request.session.get(CHOSEN)
            if chosen is not None and request.user.is_authenticated:
                request.user.narrowed_to = chosen
        return self.get_response(request)


class SecondFactor:
    """An administrator who has to have a second factor sets it up before anything else opens."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.SECOND_FACTOR or is_token_call(request) or request.path_info.startswith(OPEN_WITHOUT):
            return self.get_response(request)
        if not request.user.is_authenticated or not is_missing(request.user):
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            detail = _("Set up your second factor first: open the portal in a browser and sign in.")
            errors = [{"code": "second_factor_missing", "detail": detail, "attr": None}]
            return JsonResponse({"type": "client_error", "errors": errors}, status=403)
        way = resolve_url("mfa_activate_totp")
        return HttpResponseClientRedirect(way) if request.headers.get("HX-Request") else redirect(way)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and urlsplit(response.headers["Location"]).path == resolve_url(
        settings.LOGIN_URL
    )


def _back_to_the_form(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """After sign-in go on where the form was, not to the address that only takes it."""
    query = QueryDict(mutable=True)
    query["next"] = urlsplit(back(request))._replace(scheme="", netloc="").geturl()
    response.headers["Location"] = f"{resolve_url(settings.LOGIN_URL)}?{query.urlencode(safe='/')}"
    return response
