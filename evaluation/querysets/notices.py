"""Chainable reads of the three notices."""

import datetime as dt
from typing import Any, Self

from django.db.models import Count, Q, QuerySet


class NoticeQuerySet(QuerySet[Any]):
    """Reads of notices."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def waiting(self) -> Self:
        """Not signed for yet (未签收)."""
        return self.filter(received_at=None)

    def unsigned_since(self, moment: dt.datetime) -> Self:
        """Issued before a moment, and nobody has signed for them."""
        return self.waiting().filter(issued_at__lt=moment)

    def counts(self) -> dict[str, int]:
        """How many there are, and how many wait for a receipt: ``all`` and ``waiting``."""
        return self.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(received_at=None)))

    def for_list(self) -> Self:
        rows = self.select_related("problem__site__region__parent", "problem__site__type", "organisation")
        return rows.order_by("-issued_at", "-pk")
