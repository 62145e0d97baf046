"""Error pages: what happened, what was kept, what to do, and a number to quote."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .context import LARGE_TYPE_COOKIE
from .references import reference


def bad_request(request, exception=None):
    """400: the request cannot be understood; nothing of the shell can be relied upon."""
    return _plain(request, "400.html", 400, "bad_request", _("The request could not be understood."))


def forbidden(request, exception=None):
    """403: whose it is and whom to ask."""
    reason = str(exception or "")
    return _in_layout(request, "403.html", 403, "permission_denied", reason or _("You may not do this."), reason=reason)


def not_found(request, exception=None):
    """404: also for what lies outside one's own area."""
    return _in_layout(request, "404.html", 404, "not_found", _("Not found."))


def fault(request):
    """500: drawn without the database, because that may be what is missing."""
    return _plain(request, "500.html", 500, "error", _("The server could not finish this."))


def csrf_failure(request, reason=""):
    """The page was open for too long, or cookies are off; what was typed is kept by the browser."""
    detail = _("This page was open for too long. Load it again.")
    return _in_layout(request, "403_csrf.html", 403, "permission_denied", detail)


def refused(request, reason: str):
    """409: the rules say no to an address that was opened, in words a person can act on."""
    return _in_layout(request, "errors/refused.html", 409, "conflict", reason, reason=reason)


def form_only(request, response):
    """405: an address that only takes a form was opened as a page."""
    reason = _("This address only takes a form. Open the page the form is on.")
    page = _in_layout(request, "errors/refused.html", 405, "method_not_allowed", reason, reason=reason)
    page.headers["Allow"] = response.headers.get("Allow", "POST")
    return page


def _in_layout(request, template: str, status: int, code: str, detail: str, **context):
    if _wants_json(request):
        return _json(status, code, detail)
    user = getattr(request, "user", None)
    if user is None:
        return _plain(request, "400.html", status, code, detail)
    layout = "base.html" if user.is_authenticated else "base_public.html"
    return render(request, template, {"layout": layout, "reference": reference(), **context}, status=status)


def _plain(request, template: str, status: int, code: str, detail: str):
    if _wants_json(request):
        return _json(status, code, detail)
    large = request.COOKIES.get(LARGE_TYPE_COOKIE) == "large"
    return HttpResponse(render_to_string(template, {"large_type": large, "reference": reference()}), status=status)


def _wants_json(request) -> bool:
    return request.path.startswith("/api/")


def _json(status: int, code: str, detail: str):
    kind = "server_error" if status >= 500 else "client_error"
    return JsonResponse({"type": kind, "errors": [{"code": code, "detail": detail, "attr": None}]}, status=status)
