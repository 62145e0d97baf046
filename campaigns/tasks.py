"""Entry points of the five creations for the timetable."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from foundation.jobs.running import for_each, running

from .actions import action_orders, action_reminders, decision_reminders, report_timetable
from .models import Subject
from .queries.decisions import districts_with_decisions
from .queries.offices import administered_districts


@shared_task
def remind_of_decisions(*, day: str | None = None, district: str | None = None) -> None:
    """Remind of decisions near their deadline and past it, as of ``day`` (ISO date; today when the timetable calls)."""
    on = dt.date.fromisoformat(day) if day else timezone.localdate()
    if district is None:
        for_each(districts_with_decisions(), remind_of_decisions, day=on.isoformat())
        return
    with running("remind_of_decisions", region=district, period=on.isoformat(), at=timezone.now()) as run:
        run.outcome = str(decision_reminders.remind(district, on=on, actor=None, at=timezone.now()))


@shared_task
def open_reports(*, day: str | None = None, district: str | None = None) -> None:
    """Open the reports that are due from ``day`` on (ISO date; today when the timetable calls), and remind of them."""
    on, at = dt.date.fromisoformat(day) if day else timezone.localdate(), timezone.now()
    if district is None:
        for_each(Subject.objects.districts(), open_reports, day=on.isoformat())
        return
    with running("open_reports", region=district, period=on.isoformat(), at=at, keep_one=True) as run:
        run.outcome = str(report_timetable.open_and_remind(district, on=on, actor=None, at=at))


@shared_task
def prepare_actions(*, day: str | None = None, district: str | None = None) -> None:
    """Draft the next action order where its day comes near, and remind of what is due soon."""
    on, at = dt.date.fromisoformat(day) if day else timezone.localdate(), timezone.now()
    if district is None:
        for_each(administered_districts(on=on), prepare_actions, day=on.isoformat())
        return
    with running("prepare_actions", region=district, period=on.isoformat(), at=at, keep_one=True) as run:
        drafted = action_orders.draft_next(district, on=on, actor=None, at=at)
        reminded = action_reminders.remind(district, on=on, actor=None, at=at)
        run.outcome = f"{'order drafted' if drafted else 'no order due'}; reminded: {reminded}"
