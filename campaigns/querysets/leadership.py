"""Chainable reads of groups and of who sits in them."""

import datetime as dt
from typing import Any, Self

from django.db.models import Q, QuerySet

from foundation.accounts.choices import Role
from foundation.organisations.choices import DISTRICT_DIGITS

from ..choices import GroupKind, GroupState, Post

READERS = (Role.ADMIN, Role.LEADER, Role.OFFICIAL)


def own_districts(user: Any) -> set[str]:
    """Districts in which somebody works as office, leader or official, wherever in them."""
    held = [grant for grant in user.held if grant.role in READERS]
    codes = {grant.region[:DISTRICT_DIGITS] for grant in held if grant.region}
    return codes | (set(user.organisation_regions) if any(grant.organisations for grant in held) else set())


class GroupQuerySet(QuerySet[Any]):
    """Reads of leading and working groups."""

    def visible_to(self, user: Any) -> Self:
        """Whoever works in a district sees who leads it; what is being formed is the office's and the leaders'."""
        known = self.filter(district__in=own_districts(user)).exclude(state=GroupState.DRAFT)
        return known | self.filter(user.region_scope("district__code", roles=[Role.ADMIN, Role.LEADER]))

    def in_force(self) -> Self:
        return self.filter(state=GroupState.IN_FORCE)

    def leading(self) -> Self:
        return self.filter(kind=GroupKind.LEADING)

    def for_list(self) -> Self:
        """The leading group first, then the working groups as the office put them in order."""
        return self.select_related("district", "organisation").order_by("district", "kind", "position", "pk")


class MembershipQuerySet(QuerySet[Any]):
    """Reads of who sits in a group."""

    def on(self, day: dt.date) -> Self:
        """Sitting on this day; the last day still counts."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def standing(self) -> Self:
        """Without an end."""
        return self.filter(ends_on=None)

    def heads(self) -> Self:
        return self.filter(post=Post.HEAD)

    def for_list(self) -> Self:
        return self.select_related("user", "organisation").order_by("group", "position", "starts_on", "pk")
