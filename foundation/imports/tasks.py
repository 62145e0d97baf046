"""Imports in the background."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from . import running
from .models import ImportJob

LOST_AFTER = dt.timedelta(minutes=30)


@shared_task
def run_import(*, job: int) -> str:
    """Carry out one uploaded file; a second time changes nothing."""
    return running.run(job, at=timezone.now())


@shared_task
def resume_imports() -> int:
    """Queue again what a broker or a worker lost."""
    lost = (
        ImportJob.objects.unfinished().filter(created_at__lt=timezone.now() - LOST_AFTER).values_list("pk", flat=True)
    )
    for job in list(lost):
        run_import.delay(job=job)
    return len(lost)
