"""Chainable reads of cycles, subjects and participations."""

from typing import Any, Self

from django.db.models import QuerySet

from ..choices import CycleState, SubjectState
from .reach import set_for


class CycleQuerySet(QuerySet[Any]):
    """Reads of cycles."""

    def visible_to(self, user: Any) -> Self:
        """Cycles of one's places and of the places above them: those below work in the cycle of their district."""
        return self.filter(set_for(user, "region"))

    def running(self) -> Self:
        return self.filter(state=CycleState.OPEN)


class SubjectQuerySet(QuerySet[Any]):
    """Reads of subjects."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def enrolled(self) -> Self:
        return self.filter(state=SubjectState.ENROLLED)

    def for_list(self) -> Self:
        return self.select_related("cycle", "region__parent", "organisation").order_by("-pk")


class ParticipationQuerySet(QuerySet[Any]):
    """Reads of who takes part."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def in_force(self) -> Self:
        """Of subjects that are enrolled."""
        return self.filter(subject__state=SubjectState.ENROLLED)
