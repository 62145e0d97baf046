"""Chainable reads of action orders and their tasks."""

import datetime as dt
from typing import Any, Self

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from foundation.accounts.choices import Role

from ..choices import OPEN_TASKS, OUT_ORDERS, ActionTaskState


def late_task(on: dt.date) -> Q:
    """Not answered, or sent back and not answered again, and the day it is due by is over (逾期未报)."""
    return Q(state__in=OPEN_TASKS, due_on__lt=on)


class ActionOrderQuerySet(QuerySet[Any]):
    """Reads of action orders."""

    def visible_to(self, user: Any) -> Self:
        """The office sees its drafts; what is out is seen by everybody of the district who has a part in it."""
        office = user.region_scope("district__code", roles=[Role.ADMIN])
        concerned = Q(pk__in=self.model.tasks.rel.related_model.objects.visible_to(user).values("order"))
        return self.filter(office | user.region_scope("district__code") & out() | concerned & out())

    def out(self) -> Self:
        """Issued, also when closed since (已下达)."""
        return self.filter(out())

    def for_list(self, *, on: dt.date) -> Self:
        """With how many tasks there are, are answered, are confirmed and are late on a day."""
        counted = self.annotate(
            task_count=Count("tasks"),
            answered=Count("tasks", filter=Q(tasks__state=ActionTaskState.ANSWERED)),
            confirmed=Count("tasks", filter=Q(tasks__state=ActionTaskState.CONFIRMED)),
            late=Count("tasks", filter=Q(tasks__state__in=OPEN_TASKS, tasks__due_on__lt=on, tasks__issued_on__lte=on)),
        )
        return counted.select_related("district").order_by("-on", "-pk")


class ActionTaskQuerySet(QuerySet[Any]):
    """Reads of tasks of action orders."""

    def visible_to(self, user: Any) -> Self:
        """The office sees those of its drafts too; whoever has the task, or the place, sees it once it is out."""
        office = user.region_scope("district__code", roles=[Role.ADMIN])
        own = user.scope("region__code", "organisation_id") & Q(issued_on__isnull=False)
        return self.filter(office | own)

    def out(self) -> Self:
        return self.filter(issued_on__isnull=False)

    def owned_by(self, user: Any) -> Self:
        """Tasks that somebody answers for his organisations."""
        owned = {pk for grant in user.held if grant.role == Role.OFFICIAL for pk in grant.organisations}
        return self.out().filter(organisation__in=owned) if owned else self.none()

    def to_answer(self) -> Self:
        return self.out().filter(state__in=OPEN_TASKS)

    def late(self, *, on: dt.date) -> Self:
        return self.out().filter(late_task(on))

    def counts(self) -> dict[str, int]:
        """How many there are in each state."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))

    def for_list(self, *, on: dt.date) -> Self:
        """Everything a table row shows, with whether it is late."""
        is_late = ExpressionWrapper(late_task(on), output_field=BooleanField())
        rows = self.select_related("order", "organisation", "region", "answered_by", "judged_by", "photo")
        return rows.annotate(is_late=is_late)


def out() -> Q:
    """Issued, also when closed since."""
    return Q(state__in=OUT_ORDERS)
