"""What happens around every page: its language, where it came from, an expired sign-in, a refusal."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.http import urlencode

from foundation.errors import DomainError, NotAllowed

from .addresses import back
from .errors import forbidden, form_only, refused
from .requests import request_address


class Language:
    """Chinese unless the reader switched; only the API listens to what the program at the other end prefers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = self._chosen(request)
        request.LANGUAGE_CODE = chosen
        with translation.override(chosen):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response

    def _chosen(self, request) -> str:
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if cookie in dict(settings.LANGUAGES):
            return cookie
        if request.path.startswith("/api/") and request.headers.get("Accept-Language"):
            return translation.get_language_from_request(request)
        return settings.LANGUAGE_CODE


class RequestFacts:
    """Notes where the request came from, for the audit trail."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_address.set(self._address(request))
        try:
            return self.get_response(request)
        finally:
            request_address.reset(token)

    def _address(self, request) -> str | None:
        """What the nearest trusted proxy says; a header that nobody vouches for is not believed."""
        proxies = settings.AXES_IPWARE_PROXY_COUNT or 0
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if proxies and len(hops) >= proxies:
            return hops[-proxies]
        return request.META.get("REMOTE_ADDR") or None


class Refusals:
    """A rule that says no becomes a message in the page (409), a forbidden action 403, an expired sign-in a way in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 302 and response.url.split("?")[0] == resolve_url(settings.LOGIN_URL):
            return _sign_in_again(request, response)
        if response.status_code == 405 and not response.content:
            return form_only(request, response)
        return response

    def process_exception(self, request, exception):
        if not isinstance(exception, DomainError):
            return None
        status = 403 if isinstance(exception, NotAllowed) else 409
        if request.htmx:
            return _in_page(request, str(exception), status)
        if status == 403:
            return forbidden(request, exception)
        if request.method in ("GET", "HEAD"):
            return refused(request, str(exception))
        messages.error(request, str(exception))
        return HttpResponseRedirect(back(request), status=303)


def _sign_in_again(request, response) -> HttpResponse:
    """The sign-in expired over a form or a part of a page: the page comes back afterwards with what was typed."""
    if request.htmx:
        query = urlencode({"next": request.htmx.current_url_abs_path or "/"})
        return HttpResponse(status=204, headers={"HX-Redirect": f"{resolve_url(settings.LOGIN_URL)}?{query}"})
    if request.method == "POST":
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back(request)})}")
    return response


def _in_page(request, reason: str, status: int) -> HttpResponse:
    response = render(request, "components/_refusal.html", {"reason": reason}, status=status)
    for name, value in {"HX-Retarget": "#fc-messages", "HX-Reswap": "innerHTML", "HX-Push-Url": "false"}.items():
        response.headers[name] = value
    return response
