"""Reading bodies of calls, so that whatever comes in is either understood or refused with a sentence."""

import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers

ODD = re.compile("[\x00\ud800-\udfff]")


class PlainJSONParser(parsers.JSONParser):
    """JSON that the database can hold: no NUL, no half characters, no endless nesting, no infinite numbers."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
            refuse_unusable(data)
        except RecursionError as error:
            raise exceptions.ParseError(_("The body is nested too deeply.")) from error
        return data


def refuse_unusable(value: Any) -> None:
    """Stop at a text or number that cannot be stored."""
    if isinstance(value, str):
        if ODD.search(value):
            raise exceptions.ParseError(_("The body holds signs that are not text (NUL or half a character)."))
    elif isinstance(value, float):
        if value in (float("inf"), float("-inf")):
            raise exceptions.ParseError(_("The body holds a number that is too large."))
    elif isinstance(value, dict):
        for name, inner in value.items():
            refuse_unusable(name)
            refuse_unusable(inner)
    elif isinstance(value, list):
        for inner in value:
            refuse_unusable(inner)
