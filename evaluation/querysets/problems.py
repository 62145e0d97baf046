"""Chainable reads of problems."""

import datetime as dt
from typing import Any, Self

from django.db.models import Case, Count, Q, QuerySet, When

from foundation.accounts.choices import Role
from foundation.organisations.choices import DISTRICT_DIGITS

from ..choices import (
    OPEN_PROBLEMS,
    ProblemState,
)


def late(at: dt.datetime) -> Q:
    """Past the deadline and still waiting for an answer (逾期未整改). The deadline itself is in time.

    A supervision notice sets a new deadline and does not make up for the missed one.
    """
    return Q(first_due_at__lt=at, state__in=[ProblemState.ASSIGNED, ProblemState.RETURNED])


def whole_districts(user: Any) -> list[str]:
    """The districts of somebody whose grants are districts and nothing else; none when they are anything else."""
    held = () if user.is_superuser else user.held
    codes = {grant.region for grant in held}
    return sorted(codes) if codes and all(code and len(code) == DISTRICT_DIGITS for code in codes) else []


class ProblemQuerySet(QuerySet[Any]):
    """Reads of problems."""

    def visible_to(self, user: Any) -> Self:
        """Problems of one's places and organisations; whole districts by their own column, so that counts are cheap."""
        if districts := whole_districts(user):
            return self.filter(district__in=districts)
        return self.filter(user.scope("region__code", "organisation_id"))

    def of_organisations(self, user: Any) -> Self:
        """Problems of the organisations that somebody serves as an official, and of those below them."""
        if user.is_superuser:
            return self
        owned = {pk for grant in user.held if grant.role == Role.OFFICIAL for pk in grant.organisations}
        return self.filter(organisation__in=sorted(owned))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_PROBLEMS)

    def overdue(self, *, at: dt.datetime) -> Self:
        return self.filter(late(at))

    def with_overdue(self, *, at: dt.datetime) -> Self:
        """Problems that know whether they are overdue."""
        return self.annotate(is_overdue=Case(When(late(at), then=True), default=False))

    def counts(self) -> dict[str, int]:
        """How many there are in each state."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))

    def for_list(self) -> Self:
        return self.select_related("site__region__parent", "site__type", "organisation").order_by("-found_at", "-pk")
