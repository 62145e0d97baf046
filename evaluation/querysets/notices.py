"""Chainable reads of the three notices."""

import datetime as dt
from typing import Any, Self

from django.db.models import Case, QuerySet, Value, When

from foundation.accounts.choices import Role

from ..choices import NoticeFace


class NoticeQuerySet(QuerySet[Any]):
    """Reads of notices."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def to_sign_by(self, user: Any) -> Self:
        """Not signed for, and addressed to an organisation for which somebody signs (待我签收)."""
        owned = {pk for grant in user.held if grant.role == Role.OFFICIAL for pk in grant.organisations}
        return self.waiting().filter(organisation__in=owned) if owned else self.none()

    def waiting(self) -> Self:
        """Not signed for yet (未签收)."""
        return self.filter(received_at=None)

    def received(self) -> Self:
        """Signed for (已签收)."""
        return self.filter(received_at__isnull=False)

    def with_face(self, *, late_before: dt.datetime) -> Self:
        """Notices that know whether they wait for a receipt, and for too long: ``sent``, ``late``, ``received``."""
        late = When(issued_at__lt=late_before, then=Value(NoticeFace.LATE))
        received = When(received_at__isnull=False, then=Value(NoticeFace.RECEIVED))
        return self.annotate(face=Case(received, late, default=Value(NoticeFace.SENT)))

    def unsigned_since(self, moment: dt.datetime) -> Self:
        """Issued before a moment, and nobody has signed for them."""
        return self.waiting().filter(issued_at__lt=moment)

    def for_list(self) -> Self:
        rows = self.select_related("problem__site__region__parent", "problem__site__type", "organisation", "district")
        return rows.order_by("-issued_at", "-pk")
