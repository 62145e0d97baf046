"""Chainable reads of job runs."""

from typing import Any, Self

from django.db.models import Q, QuerySet


class JobRunQuerySet(QuerySet[Any]):
    """Reads of runs."""

    def visible_to(self, user: Any) -> Self:
        """Runs for the places this person administers, and those that serve everybody."""
        if not user.has_role("admin"):
            return self.none()
        return self.filter(user.region_scope("region_code", roles=["admin"]) | Q(region_code=""))
