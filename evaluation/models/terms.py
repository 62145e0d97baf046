"""What every scheme keeps to: from when it holds, and from when it no longer does."""

from django.db import models
from django.db.models import F, Q


def retired_from_a_day(name: str) -> models.CheckConstraint:
    """A retired scheme says from which day it no longer holds, any other does not."""
    return models.CheckConstraint(
        name=name,
        condition=Q(state="retired", retires_on__isnull=False, retires_on__gte=F("starts_on"))
        | ~Q(state="retired") & Q(retires_on=None),
    )
