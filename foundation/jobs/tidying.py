"""Forgetting runs and sessions nobody looks at any more."""

import datetime as dt

from django.contrib.sessions.models import Session

from .models import JobRun

KEPT_FOR = dt.timedelta(days=400)


def clear_old_runs(*, at: dt.datetime) -> int:
    """Runs of more than a year ago, and sessions that have expired."""
    Session.objects.filter(expire_date__lt=at).delete()
    return JobRun.objects.filter(started_at__lt=at - KEPT_FOR).delete()[0]
