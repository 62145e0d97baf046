"""The timetable: which task runs when (Asia/Shanghai)."""

from celery.schedules import crontab
from django.utils.translation import gettext_noop as _

# ``covers`` says which period a run is for, so that its page can tell what was missed and run it again:
# the ``day`` itself, the ``week before``, ``month before`` or ``quarter before``, or nothing where the next run
# does it all.
BEAT_SCHEDULE = {
    _("draw today's checks"): {
        "task": "evaluation.tasks.draw_checks",
        "schedule": crontab(minute=30, hour=5),
        "covers": "day",
    },
    _("compile weekly bulletins"): {
        "task": "evaluation.tasks.compile_bulletins",
        "schedule": crontab(minute=0, hour=6, day_of_week=1),
        "covers": "week before",
    },
    _("score last month"): {
        "task": "evaluation.tasks.score_month",
        "schedule": crontab(minute=0, hour=2, day_of_month=1),
        "covers": "month before",
    },
    _("prepare last quarter's evaluation"): {
        "task": "evaluation.tasks.prepare_evaluation",
        "schedule": crontab(minute=0, hour=3, day_of_month=1, month_of_year="1,4,7,10"),
        "covers": "quarter before",
    },
    _("escalate problems"): {
        "task": "evaluation.tasks.escalate",
        "schedule": crontab(minute="*/10"),
    },
    _("open progress reports and remind of them"): {
        "task": "campaigns.tasks.open_reports",
        "schedule": crontab(minute=30, hour=7),
    },
    _("deliver messages"): {
        "task": "foundation.notifications.tasks.deliver_messages",
        "schedule": crontab(minute="*/10"),
    },
    _("seal the audit trail"): {
        "task": "portal.tasks.seal_audit_trail",
        "schedule": crontab(),
    },
    _("photos left to look at"): {
        "task": "evaluation.tasks.examine_photos_left",
        "schedule": crontab(minute=10, hour=1),
    },
    _("take up imports that got lost"): {
        "task": "foundation.imports.tasks.resume_imports",
        "schedule": crontab(minute="*/10"),
    },
    _("clear away what nobody needs"): {
        "task": "portal.tasks.clear_away",
        "schedule": crontab(minute=40, hour=3),
    },
    _("assign and settle what was left"): {
        "task": "evaluation.tasks.settle_left",
        "schedule": crontab(minute="*/10"),
    },
    _("recompute deadlines after changes of the calendar"): {
        "task": "evaluation.tasks.follow_the_calendar",
        "schedule": crontab(minute=50),
    },
    _("draft action orders and remind"): {
        "task": "campaigns.tasks.prepare_actions",
        "schedule": crontab(minute=0, hour=7),
    },
    _("draw second looks"): {
        "task": "evaluation.tasks.draw_second_looks",
        "schedule": crontab(minute=20, hour=5),
    },
    _("remind of decisions"): {
        "task": "campaigns.tasks.remind_of_decisions",
        "schedule": crontab(minute=40, hour=7),
    },
}
