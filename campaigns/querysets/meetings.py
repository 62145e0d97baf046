"""Chainable reads of meetings."""

import datetime as dt
from typing import Any, Self

from django.db.models import Count, Q, QuerySet

from foundation.accounts.choices import Role

from ..choices import AHEAD, ISSUED_DECISIONS, MeetingState


def own_organisations(user: Any) -> set[int]:
    """Organisations for which somebody acts as an official."""
    return {pk for grant in user.held if grant.role == Role.OFFICIAL for pk in grant.organisations}


class MeetingKindQuerySet(QuerySet[Any]):
    """Reads of the kinds of meetings."""

    def for_list(self) -> Self:
        return self.order_by("position", "pk")


class MeetingQuerySet(QuerySet[Any]):
    """Reads of meetings."""

    def visible_to(self, user: Any) -> Self:
        """The office and leaders of the place; who is invited, once called; who owns or supports a decision of it."""
        whole = user.region_scope("region__code", roles=[Role.ADMIN, Role.LEADER])
        if user.is_superuser or not user.is_authenticated:
            return self.filter(whole)
        owned = own_organisations(user)
        invited = self.model.attendees.rel.related_model.objects.filter(Q(organisation__in=owned) | Q(user=user.pk))
        deciding = self.model.decisions.rel.related_model.objects
        owning = deciding.of_organisations(user).filter(state__in=ISSUED_DECISIONS)
        called = Q(pk__in=invited.values("meeting"), called_at__isnull=False)
        return self.filter(whole | called | Q(pk__in=owning.values("meeting")))

    def ahead(self) -> Self:
        """Planned or called, not held yet."""
        return self.filter(state__in=AHEAD)

    def to_hold(self, *, at: dt.datetime) -> Self:
        """Called, their time has come, and nobody has written down who was there."""
        return self.filter(state=MeetingState.CALLED, starts_at__lte=at)

    def counts(self) -> dict[str, int]:
        """How many there are in each state."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))

    def for_list(self) -> Self:
        rows = self.select_related("kind", "region", "district", "group")
        return rows.order_by("-starts_at", "-pk")


class AttendeeQuerySet(QuerySet[Any]):
    """Reads of who is invited and who came."""

    def for_list(self) -> Self:
        return self.select_related("organisation", "user").order_by("position", "pk")
