"""What is done with the timetable: filling it from the code, and running a line again for a day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from celery import current_app
from celery.schedules import crontab
from django.conf import settings
from django.db import transaction
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from foundation.audit.trail import record

from .permissions import can_run
from .timetable import Line

SHIPPED = "Shipped: "


@transaction.atomic
def sync(*, actor: Any, at: dt.datetime) -> list[str]:
    """Bring the timetable of the code into the database; times that an administrator changed stay as they are."""
    shipped: dict[str, Any] = settings.CELERY_BEAT_SCHEDULE
    rows = {
        row.name: row for row in PeriodicTask.objects.select_related("crontab").filter(description__startswith=SHIPPED)
    }
    said = [f"{name}: {_settle(name, entry, rows.get(name), actor, at)}" for name, entry in shipped.items()]
    for name in sorted(set(rows) - set(shipped)):
        record("timetable.drop", rows[name], actor=actor, at=at, before={"name": name}, region="")
        rows[name].delete()
        said.append(f"{name}: dropped")
    return said


@transaction.atomic
def run_again(line: Line, *, day: dt.date, districts: Sequence[str], actor: Any, at: dt.datetime) -> None:
    """Run a line once more as if it were that day (补跑); without districts it runs for all of them."""
    for code in districts or [""]:
        can_run(actor, code).enforce()
        record(
            "timetable.run_again",
            line.row,
            actor=actor,
            at=at,
            after={"day": day.isoformat(), "district": code},
            region=code,
        )
    given = [{"day": day.isoformat(), **({"district": code} if code else {})} for code in districts or [""]]
    task = current_app.tasks[line.row.task]
    for arguments in given:
        transaction.on_commit(lambda arguments=arguments: task.apply_async(kwargs=arguments), robust=True)


def _settle(name: str, entry: dict[str, Any], row: PeriodicTask | None, actor: Any, at: dt.datetime) -> str:
    times = entry["schedule"]
    mark = SHIPPED + _expression(times)
    if row is None:
        row = PeriodicTask.objects.create(name=name, task=entry["task"], crontab=_crontab(times), description=mark)
        record("timetable.add", row, actor=actor, at=at, after={"name": name, "times": mark}, region="")
        return "added"
    if row.task == entry["task"] and row.description == mark:
        return "kept"
    row.task, edited = entry["task"], row.crontab is None or SHIPPED + _expression(row.crontab) != row.description
    row.description = mark
    if not edited:
        row.crontab = _crontab(times)
    row.save()
    record("timetable.change", row, actor=actor, at=at, after={"name": name, "times": mark}, region="")
    return "changed in the code; the times set by hand stay" if edited else "changed"


def _expression(times: crontab | CrontabSchedule) -> str:
    if isinstance(times, crontab):
        parts = (
            times._orig_minute, times._orig_hour, times._orig_day_of_month, times._orig_month_of_year,
            times._orig_day_of_week,
        )  # fmt: skip
    else:
        parts = (times.minute, times.hour, times.day_of_month, times.month_of_year, times.day_of_week)
    return " ".join(str(part) for part in parts)


def _crontab(times: crontab) -> CrontabSchedule:
    minute, hour, day, month, weekday = _expression(times).split(" ")
    return CrontabSchedule.objects.get_or_create(
        minute=minute,
        hour=hour,
        day_of_month=day,
        month_of_year=month,
        day_of_week=weekday,
        timezone=settings.CELERY_TIMEZONE,
    )[0]
