"""What no request may hold, refused before anything reads it."""

import codecs

from django.core.exceptions import BadRequest

from .errors import bad_request

NUL = "\x00"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
TEXT = frozenset(["utf-8", "ascii"])


class ReadableInput:
    """No NUL in addresses and form fields, which no database can hold, and no encoding but UTF-8."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if NUL in request.path_info or "%00" in query or NUL in query or not _is_utf8(request):
            return bad_request(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Form fields are read here, where forms of pages are read anyway; the API reads its bodies itself."""
        is_form = (
            request.method == "POST" and request.content_type in FORMS and not request.path_info.startswith("/api/")
        )
        if is_form and any(NUL in value for _name, values in request.POST.lists() for value in values):
            raise BadRequest("NUL in a form field")


def _is_utf8(request) -> bool:
    charset = request.content_params.get("charset", "")
    try:
        return not charset or codecs.lookup(charset).name in TEXT
    except (LookupError, ValueError):
        return False
