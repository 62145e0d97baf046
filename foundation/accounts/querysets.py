"""Chainable reads of users and grants."""

import datetime as dt
from typing import Any, Self

from django.contrib.auth.models import UserManager
from django.db.models import Q, QuerySet

from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.organisations.models import OrganisationKind

from .choices import Role

LENGTHS = (2, 4, 6, 9, 12)


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

    def officials_of(self, organisation: Any, *, on: dt.date) -> Self:
        """Officials who answer for an organisation, or for the street, town or village whose office it is (填报员)."""
        is_local = (
            len(organisation.region_id) > DISTRICT_DIGITS and organisation.kind in OrganisationKind.objects.local()
        )
        local = Q(region=organisation.region_id) if is_local else Q(pk__in=[])
        return self._granted(Q(organisation=organisation.pk) | local, Role.OFFICIAL, on=on)

    def offices_of(self, region: str, *, on: dt.date) -> Self:
        """The office administrators of a region, or of the nearest region above that has some (文明办)."""
        for length in sorted({len(region), *LENGTHS}, reverse=True):
            if length <= len(region):
                found = self._granted(Q(region=region[:length]), Role.ADMIN, on=on)
                if found.exists():
                    return found
        return self.none()

    def leaders_of(self, region: str, *, on: dt.date) -> Self:
        """Leaders of exactly this region (领导)."""
        return self._granted(Q(region=region), Role.LEADER, on=on)

    def inspectors_of(self, region: str, *, on: dt.date) -> Self:
        """Inspectors whose zone holds a place (督查员)."""
        above = [region[:length] for length in LENGTHS if length <= len(region)]
        return self._granted(Q(region__in=above), Role.INSPECTOR, on=on)

    def concerned_with(self, district: str, *, on: dt.date) -> Self:
        """Officials and leaders of a district and of everything in it (本区填报员和领导)."""
        inside = Q(region__code__startswith=district) | Q(organisation__region__code__startswith=district)
        grants = self.model.grants.rel.related_model.objects.in_force(on=on).filter(
            inside, role__in=[Role.OFFICIAL, Role.LEADER]
        )
        return self.filter(is_active=True, pk__in=grants.values("user")).order_by("pk")

    def _granted(self, where: Q, role: str, *, on: dt.date) -> Self:
        grants = self.model.grants.rel.related_model.objects.in_force(on=on).filter(where, role=role)
        return self.filter(is_active=True, pk__in=grants.values("user")).order_by("pk")


class PortalUserManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's manager with the reads above."""
