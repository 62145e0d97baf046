"""Entry points of messages for the timetable."""

from celery import shared_task
from django.utils import timezone

from foundation.jobs.running import running

from .delivering import deliver


@shared_task
def deliver_messages() -> None:
    """Deliver what is due, and what an earlier run or a lost broker left."""
    now = timezone.now()
    with running("deliver_messages", period=timezone.localdate(now).isoformat(), at=now, keep_one=True) as run:
        mails, posts = deliver(at=now)
        run.outcome = f"{mails} mails, {posts} posts"
