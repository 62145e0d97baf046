"""Chainable reads of special actions, their milestones and figures."""

import datetime as dt
from typing import Any, Self

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet

from foundation.accounts.choices import Role

from ..choices import SpecialActionState
from .districts import works_in


def late_milestone(on: dt.date) -> Q:
    """Not done, and the day it is due is over (节点逾期)."""
    return Q(done_on=None, due_on__lt=on)


class SpecialActionQuerySet(QuerySet[Any]):
    """Reads of special actions."""

    def visible_to(self, user: Any) -> Self:
        """Everybody who works in the district, so that each department sees who leads what."""
        return self.filter(works_in(user))

    def running(self) -> Self:
        return self.filter(state=SpecialActionState.RUNNING)

    def led_by(self, user: Any) -> Self:
        """Those that the organisations of an official lead."""
        owned = {pk for grant in user.held if grant.role == Role.OFFICIAL for pk in grant.organisations}
        return self.filter(lead__in=owned) if owned else self.none()

    def for_list(self, *, on: dt.date) -> Self:
        """With how many milestones there are, are done, and are late on a day."""
        counted = self.annotate(
            milestone_count=Count("milestones"),
            done_count=Count("milestones", filter=Q(milestones__done_on__isnull=False)),
            late_count=Count("milestones", filter=Q(milestones__done_on=None, milestones__due_on__lt=on)),
        )
        return counted.select_related("lead", "district", "kind").order_by("-year", "kind__position", "pk")


class MilestoneQuerySet(QuerySet[Any]):
    """Reads of milestones."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(action__in=self.model.action.field.related_model.objects.visible_to(user))

    def of_running(self) -> Self:
        return self.filter(action__state=SpecialActionState.RUNNING)

    def late(self, *, on: dt.date) -> Self:
        return self.of_running().filter(late_milestone(on))

    def for_page(self, *, on: dt.date) -> Self:
        """With whether it is late on a day, and whether it was done after its day."""
        return self.annotate(
            is_late=ExpressionWrapper(late_milestone(on), output_field=BooleanField()),
            was_late=ExpressionWrapper(Q(done_on__gt=F("due_on")), output_field=BooleanField()),
        ).order_by("due_on", "pk")


class ActionFigureQuerySet(QuerySet[Any]):
    """Reads of the monthly values of special actions."""

    def standing(self) -> Self:
        """The values that count; those before a correction do not."""
        return self.filter(superseded_at=None)
