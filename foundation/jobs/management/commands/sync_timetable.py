"""Brings the timetable of the code into the database."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from foundation.jobs import actions


class Command(BaseCommand):
    """``manage.py sync_timetable``"""

    help = "Bring the timetable of the code into the database; times that an administrator changed stay."

    def handle(self, *args: Any, **options: Any) -> None:
        for line in actions.sync(actor=None, at=timezone.now()):
            self.stdout.write(line)
