"""Chainable reads of ledgers and their entries."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from ..choices import EntryState, LedgerState
from .reach import set_for


class LedgerKindQuerySet(QuerySet[Any]):
    """Reads of kinds of ledgers."""

    def visible_to(self, user: Any) -> Self:
        """The shipped ones, and those that an office set up for one's places."""
        return self.filter(Q(region=None) | set_for(user, "region"))

    def active(self) -> Self:
        return self.filter(state=LedgerState.ACTIVE)


class LedgerEntryQuerySet(QuerySet[Any]):
    """Reads of entries."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def counted(self) -> Self:
        """Verified, and not reversed since: what figures are made of."""
        return self.filter(state=EntryState.VERIFIED)

    def for_list(self) -> Self:
        related = ("kind", "region__parent", "organisation", "subject", "entered_by", "verified_by")
        return self.select_related(*related).order_by("-dated_on", "-pk")
