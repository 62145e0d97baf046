"""Chainable reads of job runs."""

from typing import Any, Self

from django.db.models import QuerySet


class JobRunQuerySet(QuerySet[Any]):
    """Reads of runs."""

    def visible_to(self, user: Any) -> Self:
        """Runs for the places this person administers."""
        return self.filter(user.region_scope("region_code", roles=["admin"]))
