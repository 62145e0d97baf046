"""More time for a progress report: ask, grant, refuse."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.calendars.queries import work_calendar
from foundation.errors import BadInput, DomainError, StaleState, TransitionNotAllowed
from foundation.periods import local_day
from foundation.transitions import move

from ..choices import OPEN_REPORTS, ReportExtensionState
from ..kinds.questions import remind_on
from ..models import ProgressReport, ReportExtension
from ..permissions import can_decide_report_extension, can_file_report
from ..transitions import REPORT_EXTENSION
from .report_messages import tell_filers, tell_office

LONGEST = dt.timedelta(days=60)


class NoMoreTime(DomainError):
    """More time is asked for before the day it is due, one request at a time, and granted once."""


@transaction.atomic
def ask(report: ProgressReport, *, until: dt.date, reason: str, actor: Any, at: dt.datetime) -> ReportExtension:
    """A party asks for more time before its time is over (申请延期)."""
    can_file_report(actor, report).enforce()
    reason = _words(reason, least=1)
    if report.state not in OPEN_REPORTS:
        raise TransitionNotAllowed(_("This report is filed; it needs no more time."))
    if local_day(at) > report.due_on:
        raise NoMoreTime(_("The day it was due has passed; more time is asked for before it."))
    if not report.due_on < until <= report.due_on + LONGEST:
        raise BadInput(_("Name a day after the one it is due, within sixty days."))
    try:
        with transaction.atomic():
            told = {"until": until, "reason": reason, "asked_by": actor, "asked_at": at}
            made = ReportExtension.objects.create(report=report, **told)
    except IntegrityError as fault:
        raise NoMoreTime(_("More time was asked for or granted once already.")) from fault
    record("report.ask_extension", report, actor=actor, at=at, after={"until": until, "reason": reason})
    tell_office(report, "report.extension_asked", at=at, until=until.isoformat())
    return made


@transaction.atomic
def grant(extension: ReportExtension, *, actor: Any, at: dt.datetime, answer: str = "") -> None:
    """The office gives more time, once (同意延期); the new day counts for the month's score."""
    report = extension.report
    can_decide_report_extension(actor, report).enforce()
    answer = _words(answer, least=0)
    decided = {"decided_at": at, "decided_by": actor, "answer": answer}
    move(extension, REPORT_EXTENSION, to=ReportExtensionState.GRANTED, **decided)
    before = report.due_on
    changes = {
        "due_on": extension.until,
        "remind_on": remind_on(local_day(at), extension.until, work_calendar()),
        "reminded_at": None,
        "late_told_at": None,
    }
    open_still = ProgressReport.objects.filter(pk=report.pk, state__in=OPEN_REPORTS)
    if open_still.update(**changes) != 1:
        raise StaleState(_("The report has been filed meanwhile; it needs no more time."))
    for name, value in changes.items():
        setattr(report, name, value)
    after = {"due_on": extension.until, "answer": answer}
    record("report.grant_extension", report, actor=actor, at=at, before={"due_on": before}, after=after)
    tell_filers(report, "report.extension_granted", at=at, until=extension.until.isoformat())


@transaction.atomic
def refuse(extension: ReportExtension, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """The office gives no more time, and says why (不同意延期)."""
    report = extension.report
    can_decide_report_extension(actor, report).enforce()
    reason = _words(reason, least=1)
    decided = {"decided_at": at, "decided_by": actor, "answer": reason}
    move(extension, REPORT_EXTENSION, to=ReportExtensionState.REFUSED, **decided)
    record("report.refuse_extension", report, actor=actor, at=at, after={"reason": reason})
    tell_filers(report, "report.extension_refused", at=at, reason=reason)


def _words(text: str, *, least: int) -> str:
    text = text.strip()
    if not least <= len(text) <= 500 or "\0" in text:
        raise BadInput(_("Give a reason of 1 to 500 characters."))
    return text
