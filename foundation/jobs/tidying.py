"""Forgetting runs, sessions and sign-ins nobody looks at any more."""

import datetime as dt

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from .models import JobRun

KEPT_FOR = dt.timedelta(days=400)
# The law wants security logs of at least six months (网络安全法第二十一条).
SIGN_INS_KEPT_FOR = dt.timedelta(days=400)


def clear_old_runs(*, at: dt.datetime) -> int:
    """Runs of more than a year ago, and sessions that have expired."""
    Session.objects.filter(expire_date__lt=at).delete()
    return JobRun.objects.filter(started_at__lt=at - KEPT_FOR).delete()[0]


def clear_old_sign_ins(*, at: dt.datetime) -> int:
    """Sign-ins and refused tries of more than a year ago (清理登录日志)."""
    before = at - SIGN_INS_KEPT_FOR
    logs = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(log.objects.filter(attempt_time__lt=before).delete()[0] for log in logs)
