"""Chainable reads of checks."""

import datetime as dt
from typing import Any, Self

from django.db.models import Q, QuerySet

from ..choices import (
    COUNTED_CHECKS,
    CheckState,
)


def missed(on: dt.date) -> Q:
    """Drawn checks whose day is over (漏查)."""
    return Q(state=CheckState.DRAWN, on__lt=on)


def carried_out_by(user: Any) -> Q:
    """Checks of one's own; in the chosen place only, when one is chosen."""
    return Q(inspector_id=user.pk) & user.choice_scope("region__code", "organisation_id")


class CheckQuerySet(QuerySet[Any]):
    """Reads of checks."""

    def visible_to(self, user: Any) -> Self:
        """Checks of the places in sight, and those one carries out oneself."""
        if user.is_superuser:
            return self
        return self.filter(user.scope("region__code", "organisation_id") | carried_out_by(user))

    def carried_out_by(self, user: Any) -> Self:
        """Checks that were drawn for this person or filed by him."""
        return self.filter(carried_out_by(user))

    def counted(self) -> Self:
        """Checks that count in a score."""
        return self.filter(state__in=COUNTED_CHECKS)

    def missed(self, *, on: dt.date) -> Self:
        return self.filter(missed(on))

    def for_list(self) -> Self:
        return self.select_related("site__type", "site__region__parent", "inspector").order_by("-on", "-pk")
