"""Chainable reads of the red and black boards."""

from typing import Any, Self

from django.db.models import Count, QuerySet

from foundation.accounts.choices import Role

from ..choices import STANDING_ENTRIES, BoardState


class BoardEntryQuerySet(QuerySet[Any]):
    """Reads of board entries."""

    def visible_to(self, user: Any) -> Self:
        """The office and leaders see everything of their places; who is concerned sees what was listed."""
        listed = self.filter(user.scope("region__code", "organisation_id"), state__in=LISTED)
        return listed | self.filter(user.region_scope("region__code", roles=[Role.ADMIN, Role.LEADER]))

    def standing(self) -> Self:
        """Proposed, or on a board."""
        return self.filter(state__in=STANDING_ENTRIES)

    def about(self, source: str) -> Self:
        """Entries that a record was the reason of: ``evaluation.site:12``."""
        return self.filter(source=source)

    def counts(self) -> dict[tuple[str, str], int]:
        """How many there are of each colour and state."""
        rows = self.order_by().values_list("colour", "state").annotate(n=Count("pk"))
        return {(colour, state): n for colour, state, n in rows}

    def for_list(self) -> Self:
        return self.select_related("region__parent", "organisation", "decided_by").order_by("-proposed_at", "-pk")


LISTED = (BoardState.APPROVED, BoardState.REMOVED)
