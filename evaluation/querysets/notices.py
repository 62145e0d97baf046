"""Chainable reads of the three notices."""

import datetime as dt
from typing import Any, Self

from django.db.models import Case, QuerySet, Value, When

from foundation.accounts.choices import Role

from ..choices import NoticeFace, NoticeKind, ProblemState


class NoticeQuerySet(QuerySet[Any]):
    """Reads of notices."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def to_sign_by(self, user: Any) -> Self:
        """Not signed for, and addressed to an organisation for which somebody signs (待我签收)."""
        owned = {pk for grant in user.held if grant.role == Role.OFFICIAL for pk in grant.organisations}
        return self.waiting().filter(organisation__in=owned) if owned else self.none()

    def waiting(self) -> Self:
        """Not signed for yet, and not taken back (未签收)."""
        return self.filter(received_at=None, withdrawn_at=None)

    def withdrawn(self) -> Self:
        """Taken back by the office before anybody had signed (已撤回)."""
        return self.filter(withdrawn_at__isnull=False)

    def recallable(self, *, since: dt.datetime) -> Self:
        """Assignments of the last minutes that nobody has signed for and whose problem stands where it stood."""
        fresh = self.waiting().filter(kind=NoticeKind.ASSIGNMENT, issued_at__gt=since)
        return fresh.filter(problem__state=ProblemState.ASSIGNED)

    def received(self) -> Self:
        """Signed for (已签收)."""
        return self.filter(received_at__isnull=False)

    def with_face(self, *, late_before: dt.datetime) -> Self:
        """Notices that know how they stand: ``sent``, for too long ``late``, ``received``, ``withdrawn``."""
        withdrawn = When(withdrawn_at__isnull=False, then=Value(NoticeFace.WITHDRAWN))
        late = When(issued_at__lt=late_before, then=Value(NoticeFace.LATE))
        received = When(received_at__isnull=False, then=Value(NoticeFace.RECEIVED))
        return self.annotate(face=Case(withdrawn, received, late, default=Value(NoticeFace.SENT)))

    def unsigned_since(self, moment: dt.datetime) -> Self:
        """Issued before a moment, and nobody has signed for them."""
        return self.waiting().filter(issued_at__lt=moment)

    def for_list(self) -> Self:
        rows = self.select_related("problem__site__region__parent", "problem__site__type", "organisation", "district")
        return rows.order_by("-issued_at", "-pk")
