"""Entry points of the five creations for the timetable."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from foundation.jobs.running import for_each, running

from .actions import decision_reminders
from .queries.decisions import districts_with_decisions


@shared_task
def remind_of_decisions(*, day: str | None = None, district: str | None = None) -> None:
    """Remind of decisions near their deadline and past it, as of ``day`` (ISO date; today when the timetable calls)."""
    on = dt.date.fromisoformat(day) if day else timezone.localdate()
    if district is None:
        for_each(districts_with_decisions(), remind_of_decisions, day=on.isoformat())
        return
    with running("remind_of_decisions", region=district, period=on.isoformat(), at=timezone.now()) as run:
        run.outcome = str(decision_reminders.remind(district, on=on, actor=None, at=timezone.now()))
