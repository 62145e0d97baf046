"""Chainable reads of messages and channels."""

import datetime as dt
from typing import Any, Self

from django.db.models import Q, QuerySet

from foundation.accounts.choices import Role

from .kinds import urgent_names

RETRY_AFTER = dt.timedelta(minutes=15)


class NotificationQuerySet(QuerySet[Any]):
    """Reads of messages; everybody has his own only."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user=user.pk) if user.is_authenticated else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def undelivered(self, *, at: dt.datetime) -> Self:
        """Neither delivered nor being delivered; a delivery that died is taken up after a quarter of an hour."""
        return self.filter(delivered_at=None).filter(Q(claimed_at=None) | Q(claimed_at__lt=at - RETRY_AFTER))

    def due(self, *, at: dt.datetime, window: dt.timedelta) -> Self:
        """What has waited long enough to be gathered with others, or does not wait."""
        ripe = Q(created_at__lte=at - window) | Q(kind__in=urgent_names())
        return self.undelivered(at=at).filter(ripe)


class ChannelQuerySet(QuerySet[Any]):
    """Reads of channels."""

    def visible_to(self, user: Any) -> Self:
        """Those of the organisations that somebody administers."""
        return self.filter(user.region_scope("organisation__region__code", roles=[Role.ADMIN]))

    def active(self) -> Self:
        return self.filter(is_active=True)


class ChannelPostQuerySet(QuerySet[Any]):
    """Reads of what channels are to be told."""

    def undelivered(self, *, at: dt.datetime) -> Self:
        return self.filter(delivered_at=None, given_up_at=None).filter(
            Q(claimed_at=None) | Q(claimed_at__lt=at - RETRY_AFTER)
        )
