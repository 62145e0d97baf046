"""Chainable reads of saved views."""

from typing import Any, Self

from django.db.models import QuerySet


class SavedViewQuerySet(QuerySet[Any]):
    """Reads of saved views: everybody has his own."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(owner=user.pk) if user.is_authenticated else self.none()

    def of_page(self, page: str) -> Self:
        return self.filter(page=page).order_by("kept_at", "pk")
