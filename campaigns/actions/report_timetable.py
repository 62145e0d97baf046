"""What the timetable does for progress reports: open those that are due, remind of them; reminders by hand."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from foundation.audit.trail import record
from foundation.calendars.queries import work_calendar
from foundation.organisations.models import Region
from foundation.periods import Period, at_local, local_day

from ..engine import reports as engine
from ..kinds.questions import due_on, opens_on, periods_to_open, remind_on
from ..models import ProgressReport, ReportTemplate
from ..permissions import can_run_reports
from .report_messages import tell_many


@dataclass(frozen=True, slots=True)
class Done:
    """What one run came to."""

    opened: int = 0
    reminded: int = 0
    late: int = 0

    def __str__(self) -> str:
        return f"{self.opened} opened, {self.reminded} reminded, {self.late} told that they are late"


@transaction.atomic
def open_due(district: str, *, on: dt.date, actor: Any, at: dt.datetime) -> int:
    """Open what everybody who takes part has to file (开启填报); running twice opens nothing twice.

    Days on which nothing ran are made up for: when a whole window passed without an opening, it is opened late, and
    nobody has fewer working days than the template gives.
    """
    can_run_reports(actor, district).enforce()
    engine.alone(district)
    calendar, opened = work_calendar(), 0
    for template in ReportTemplate.objects.in_force(district):
        for period in periods_to_open(template.period, on):
            regular = due_on(period, template.due_working_days, calendar, opened_on=opens_on(period))
            if on > regular and not _was_missed(template, period, district, regular):
                continue
            due = due_on(period, template.due_working_days, calendar, opened_on=on)
            opened += engine.open_reports(
                template=template.pk,
                code=template.code,
                creation_type=template.creation_type,
                filed_by=template.filed_by,
                district=district,
                period=period.code,
                starts_on=period.start,
                ends_on=period.end,
                due_on=due,
                remind_on=remind_on(on, due, calendar),
                at=at,
            )
    if opened:
        _note("report.open", district, {"opened": opened}, actor=actor, at=at)
    return opened


@transaction.atomic
def remind(district: str, *, on: dt.date, actor: Any, at: dt.datetime) -> Done:
    """Tell who files that a third of the time is left, and once more when it has passed (提醒、催报)."""
    can_run_reports(actor, district).enforce()
    near = engine.told(engine.NEAR, district=district, on=on, at=at)
    late = engine.told(engine.LATE, district=district, on=on, at=at)
    if near:
        tell_many("report.near", near, district=district, at=at)
    if late:
        tell_many("report.late", late, district=district, at=at)
    done = Done(reminded=len(near), late=len(late))
    if near or late:
        _note("report.remind", district, {"reminded": done.reminded, "late": done.late}, actor=actor, at=at)
    return done


@transaction.atomic
def open_and_remind(district: str, *, on: dt.date, actor: Any, at: dt.datetime) -> Done:
    """Both, as the timetable does it every morning."""
    opened = open_due(district, on=on, actor=actor, at=at)
    told = remind(district, on=on, actor=actor, at=at)
    return Done(opened, told.reminded, told.late)


@transaction.atomic
def ask_for(reports: Iterable[int], *, district: str, actor: Any, at: dt.datetime) -> int:
    """Ask by hand for what is still to be filed (催报); nobody is asked for the same report twice on one day."""
    can_run_reports(actor, district).enforce()
    today = at_local(local_day(at), dt.time.min)
    told = engine.told(engine.ASKED, ids=list(reports), district=district, today=today, at=at)
    if told:
        tell_many("report.asked", told, district=district, at=at)
        _note("report.ask", district, {"asked": len(told)}, actor=actor, at=at)
    return len(told)


def _was_missed(template: ReportTemplate, period: Period, district: str, regular: dt.date) -> bool:
    """Whether a template was in force and its reports of a period were never opened, though their day has passed."""
    if template.published_on is None or template.published_on > regular:
        return False
    opened = ProgressReport.objects.filter(district=district, template__code=template.code, starts_on=period.start)
    return not opened.exists()


def _note(verb: str, district: str, after: dict[str, Any], *, actor: Any, at: dt.datetime) -> None:
    record(verb, Region.objects.get(pk=district), actor=actor, at=at, after=after)
