"""Chainable reads of imports."""

from typing import Any, Self

from django.db.models import QuerySet


class ImportJobQuerySet(QuerySet[Any]):
    """Reads of imports."""

    def visible_to(self, user: Any) -> Self:
        """One's own imports."""
        return self if user.is_superuser else self.filter(created_by_id=user.pk)
