"""The lines of the timetable: as the code ships them, as they stand, and when they run next."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_celery_beat.models import PeriodicTask

from foundation.periods import Period, PeriodKind

DAY, WEEK_BEFORE, MONTH_BEFORE, QUARTER_BEFORE = "day", "week before", "month before", "quarter before"
BEFORE = {
    WEEK_BEFORE: PeriodKind.WEEK,
    MONTH_BEFORE: PeriodKind.MONTH,
    QUARTER_BEFORE: PeriodKind.QUARTER,
}
GRACE = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Line:
    """One line of the timetable (定时任务)."""

    row: PeriodicTask
    covers: str | None

    @property
    def name(self) -> str:
        """The short name, by which runs are kept: ``draw_checks``."""
        return self.row.task.rpartition(".")[2]

    @property
    def label(self) -> str:
        return _(self.row.name)

    @property
    def is_repeatable(self) -> bool:
        """May an earlier day or month be run again by hand?"""
        return self.covers is not None

    @property
    def when(self) -> str:
        return in_words(self.row.crontab)

    def next_at(self, now: dt.datetime) -> dt.datetime | None:
        """When the line runs next; never while it is switched off."""
        if not self.row.enabled:
            return None
        fires = now + self.row.schedule.remaining_estimate(now) + dt.timedelta(seconds=30)
        return fires.replace(second=0, microsecond=0)

    def period_of(self, day: dt.date) -> str:
        """What a run on this day is for: 2026-11-23; or the period before: 2026-W47, 2026-10, 2026Q3."""
        kind = BEFORE.get(self.covers or "")
        return Period.containing(day, kind).previous().code if kind else day.isoformat()

    def day_for(self, period: str) -> dt.date:
        """The day on which the timetable would have run for this period."""
        kind = BEFORE.get(self.covers or "")
        return Period.parse(period, kind).next().start if kind else dt.date.fromisoformat(period)

    def expected(self, now: dt.datetime, back: int) -> list[str]:
        """The periods of so many days back whose run is due by now, the newest first."""
        if self.covers is None:
            return []
        today = timezone.localdate(now)
        due = [today - dt.timedelta(days=days) for days in range(back) if self._was_due(now, today, days)]
        return sorted({self.period_of(day) for day in due}, reverse=True)

    def _was_due(self, now: dt.datetime, today: dt.date, days: int) -> bool:
        day, crontab = today - dt.timedelta(days=days), self.row.crontab
        if crontab is None or not (crontab.hour.isdigit() and crontab.minute.isdigit()):
            return False
        if not _falls_on(crontab, day):
            return False
        fires = dt.datetime.combine(
            day, dt.time(int(crontab.hour), int(crontab.minute)), timezone.get_default_timezone()
        )
        return fires + GRACE <= now


def _falls_on(crontab: Any, day: dt.date) -> bool:
    """Whether the day of the month, the month and the weekday of a crontab fit this day."""
    months, weekday = crontab.month_of_year, crontab.day_of_week
    return (
        (not crontab.day_of_month.isdigit() or day.day == int(crontab.day_of_month))
        and (months == "*" or day.month in {int(month) for month in months.split(",") if month.isdigit()})
        and (not weekday.isdigit() or day.isoweekday() % 7 == int(weekday) % 7)
    )


def lines() -> list[Line]:
    """Every line of the timetable, in the order of the code's table."""
    shipped: dict[str, Any] = settings.CELERY_BEAT_SCHEDULE
    rows = {row.name: row for row in PeriodicTask.objects.filter(name__in=shipped).select_related("crontab")}
    return [Line(rows[name], entry.get("covers")) for name, entry in shipped.items() if name in rows]


def in_words(crontab: Any) -> str:
    """The times of a line as one says them."""
    if crontab is None:
        return _("by another clock")
    minute, hour, day, weekday = crontab.minute, crontab.hour, crontab.day_of_month, crontab.day_of_week
    if (hour, day, weekday) == ("*", "*", "*") and (minute == "*" or minute.startswith("*/")):
        every = int(minute[2:]) if minute != "*" and minute[2:].isdigit() else 1
        return ngettext("every minute", "every {n} minutes", every).format(n=every)
    months = crontab.month_of_year
    if minute.isdigit() and (hour, day, months, weekday) == ("*", "*", "*", "*"):
        return _("hourly at minute {minute}").format(minute=int(minute))
    if not (minute.isdigit() and hour.isdigit() and (months == "*" or day.isdigit())):
        return f"{minute} {hour} {day} {months} {weekday}"
    clock = f"{int(hour):02}:{int(minute):02}"
    if (day, weekday) == ("*", "*"):
        return _("daily at {clock}").format(clock=clock)
    if day == "*" and weekday.isdigit():
        return _("{weekday} at {clock}").format(weekday=WEEKDAYS[int(weekday) - 1], clock=clock)
    if day.isdigit() and (months, weekday) == ("1,4,7,10", "*"):
        return _("quarterly on day {day} at {clock}").format(day=day, clock=clock)
    if day.isdigit() and (months, weekday) == ("*", "*"):
        return _("monthly on day {day} at {clock}").format(day=day, clock=clock)
    return f"{minute} {hour} {day} {months} {weekday}"
