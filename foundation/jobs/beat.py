"""Celery's clock, reading the timetable from the database."""

from django.utils import timezone
from django_celery_beat.schedulers import DatabaseScheduler

from . import actions


class Timetable(DatabaseScheduler):
    """Fills the timetable from the code at its start, and leaves alone what an administrator has changed."""

    def setup_schedule(self) -> None:
        actions.sync(actor=None, at=timezone.now())
