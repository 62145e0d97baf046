"""Where a reader goes back to, never to another site."""

from django.utils.http import url_has_allowed_host_and_scheme


def back(request, wanted: str | None = None) -> str:
    """The address that was asked for, else the page the reader came from, else the front door."""
    for url in (wanted, request.headers.get("Referer")):
        if url and url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
            return url
    return "/"
