"""The reader's own switch: large type."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.views.decorators.http import require_POST

from .addresses import back
from .context import LARGE_TYPE_COOKIE

ONE_YEAR = 365 * 24 * 3600


@require_POST
def large_type(request):
    """Switch large type (大字) on or off and go back to the page the reader was on."""
    response = HttpResponseRedirect(back(request, request.POST.get("next")))
    size = "large" if request.POST.get("size") == "large" else "normal"
    response.set_cookie(
        LARGE_TYPE_COOKIE, size, max_age=ONE_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
    )
    return response
