"""The timetable: which task runs when (Asia/Shanghai)."""

from celery.schedules import crontab

BEAT_SCHEDULE = {
    "draw today's checks": {
        "task": "evaluation.tasks.draw_checks",
        "schedule": crontab(minute=30, hour=5),
    },
    "score last month": {
        "task": "evaluation.tasks.score_month",
        "schedule": crontab(minute=0, hour=2, day_of_month=1),
    },
    "seal the audit trail": {
        "task": "portal.tasks.seal_audit_trail",
        "schedule": crontab(),
    },
    "photos left to look at": {
        "task": "evaluation.tasks.examine_photos_left",
        "schedule": crontab(minute=10, hour=1),
    },
}
