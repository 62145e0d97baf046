"""Chainable reads of imports."""

from typing import Any, Self

from django.db.models import QuerySet


class ImportJobQuerySet(QuerySet[Any]):
    """Reads of imports."""

    def visible_to(self, user: Any) -> Self:
        """One's own imports."""
        return self if user.is_superuser else self.filter(created_by_id=user.pk)

    def of_kind(self, code: str) -> Self:
        return self.filter(kind=code)

    def unfinished(self) -> Self:
        """Received, and neither done nor refused."""
        return self.filter(state__in=["queued", "running"])

    def finished(self) -> Self:
        """Done or refused, whatever the outcome."""
        return self.exclude(state__in=["queued", "running"])

    def for_list(self) -> Self:
        """Newest first, without the long list of mistakes."""
        return self.defer("errors").select_related("created_by").order_by("-pk")
