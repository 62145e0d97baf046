"""Pages of endpoints."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination, PageNumberPagination


class NumberedPages(PageNumberPagination):
    """Pages by number, for lists that stay short."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class NewestFirst(CursorPagination):
    """Pages by key, for lists that grow without end: the millionth row costs what the first does."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = ("-id",)

    def decode_cursor(self, request: Any) -> Any:
        """A cursor that somebody made up is not found, instead of failing in the database."""
        cursor = super().decode_cursor(request)
        by_number = self.ordering[0].lstrip("-") in ("id", "pk")
        if cursor is not None and cursor.position is not None and by_number and not is_plain_number(cursor.position):
            raise NotFound(self.invalid_cursor_message)
        return cursor

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        """A position that is no day or moment, where the list is ordered by one, is not found either."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError):
            raise NotFound(self.invalid_cursor_message) from None


def is_plain_number(text: str) -> bool:
    """Whether a text is a number as a key column may hold."""
    return text.isascii() and text.isdigit() and len(text) < 19
