"""Telling the people concerned of action orders; part of the act that they tell of."""

import datetime as dt

from django.urls import reverse

from foundation.accounts.models import User
from foundation.notifications.outbox import notify
from foundation.periods import local_day

from ..models import ActionOrder, ActionTask


def tell_of_draft(order: ActionOrder, *, at: dt.datetime) -> None:
    """The office reads that the next order waits for its theme."""
    office = User.objects.offices_of(order.district_id, on=local_day(at))
    values = {"day": order.on.isoformat()}
    url = order.get_absolute_url()
    notify(office, "action_order.drafted", values=values, url=url, at=at, region=order.district_id)


def tell_of_order(order: ActionOrder, *, at: dt.datetime) -> None:
    """The officials of each organisation read their own task."""
    for task in order.tasks.select_related("organisation").order_by("pk"):
        tell_of_task(task, "action_order.issued", at=at, order=str(order), day=order.on.isoformat(), asked=task.asked)


def tell_of_return(task: ActionTask, *, at: dt.datetime) -> None:
    """The organisation reads why its answer came back."""
    tell_of_task(task, "action_task.returned", at=at, order=str(task.order), reason=task.reason)


def tell_of_task(task: ActionTask, kind: str, *, at: dt.datetime, **values: str) -> None:
    """One message to the officials of the organisation that has a task."""
    people = User.objects.officials_of(task.organisation, on=local_day(at))
    url = reverse("campaigns:action-task", args=[task.pk])
    notify(people, kind, values=values, url=url, at=at, region=task.district_id, organisation=task.organisation_id)
