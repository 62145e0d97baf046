"""Chainable reads of severity policies."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from foundation.accounts.choices import Role

WATCHING = (Role.ADMIN, Role.LEADER)


class SeverityPolicyQuerySet(QuerySet[Any]):
    """Reads of policies."""

    def visible_to(self, user: Any) -> Self:
        """The shared ones, and those of the districts in which somebody works."""
        return self.filter(Q(district=None) | user.region_scope("district__code"))

    def for_district(self, code: str | None) -> Self:
        """The shared ones and those of one district."""
        return self.filter(Q(district=None) | Q(district=code))
