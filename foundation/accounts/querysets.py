"""Chainable reads of users and grants."""

import datetime as dt
from typing import Any, Self

from django.contrib.auth.models import UserManager
from django.db.models import Q, QuerySet

from .choices import Role


def in_force(on: dt.date) -> Q:
    """Grants that hold on this day; the last day still counts."""
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))


class GrantQuerySet(QuerySet[Any]):
    """Reads of grants."""

    def in_force(self, *, on: dt.date) -> Self:
        return self.filter(in_force(on))

    def visible_to(self, user: Any) -> Self:
        """Grants that an administrator of the place set up or may set up, and one's own."""
        reach = user.scope("region__code", "organisation_id", roles=[Role.ADMIN])
        return self.filter(reach | user.region_scope("organisation__region__code", roles=[Role.ADMIN]) | Q(user=user))


class UserQuerySet(QuerySet[Any]):
    """Reads of users."""

    def visible_to(self, user: Any) -> Self:
        """People with a grant inside the places this person administers, and himself."""
        if user.is_superuser:
            return self
        grants = self.model.grants.rel.related_model.objects.visible_to(user)
        return self.filter(Q(pk=user.pk) | Q(pk__in=grants.values("user")))

    def holding(self, role: str, *, on: dt.date) -> Self:
        """People who hold a role on this day."""
        grants = self.model.grants.rel.related_model.objects.in_force(on=on).filter(role=role)
        return self.filter(is_active=True, pk__in=grants.values("user"))


class PortalUserManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's manager with the reads above."""
