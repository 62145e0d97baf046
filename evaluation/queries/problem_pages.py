"""What the page of one problem shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from foundation.calendars.queries import work_calendar
from foundation.periods import WorkCalendar, working_time_between
from foundation.web.worktime import Remaining, passed

from ..choices import OPEN_PROBLEMS, ExtensionState, ProblemState, TimeUnit
from ..models import Check, CheckItem, Extension, Notice, Problem, Rectification
from ..scoring.receipts import late_if_issued_before
from .board import time_of
from .problem_photos import album_of, finding_photos, rounds_of
from .problem_timeline import timeline

LOOKED_BACK = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of a problem: what runs, how far it is, and how the first deadline was kept."""

    label: str
    time: Remaining | None
    used: int | None
    first: str
    first_flag: str


@dataclass(frozen=True, slots=True)
class SameSite:
    """What else happened at the site: its checks of 90 days, and other open problems."""

    checks: int
    wrong: int
    scores: list[Any]
    others: list[Problem]

    @property
    def last(self) -> Any:
        return self.scores[-1] if self.scores else None


def record_of(problem: Problem, user: Any, *, at: dt.datetime) -> dict[str, Any]:
    """Everything on the page of a problem, by the same few statements for any problem."""
    findings, rounds = findings_of(problem), rounds_of(problem)
    album = album_of(problem, findings, rounds)
    calendar = work_calendar()
    return {
        "problem": problem,
        "findings": findings,
        "rounds": rounds,
        "album": album,
        "steps": timeline(problem, rounds),
        "clock": clock_of(problem, rounds, at, calendar),
        "same_site": same_site(problem, user, at=at),
        "extension": asked_extension(problem),
        "suspension": problem.suspensions.filter(resumed_at=None).first(),
        "notices": notices_of(problem, user, at=at),
        "merged": list(problem.merged.order_by("pk")),
    }


def findings_of(problem: Problem) -> list[Any]:
    """The findings of a problem with their checks, items and photos, the latest first."""
    rows = problem.findings.select_related("check_item__check_record__inspector", "check_item__indicator")
    return list(rows.prefetch_related(finding_photos()).order_by("-found_at", "-pk"))


def notices_of(problem: Problem, user: Any, *, at: dt.datetime) -> list[Notice]:
    """The notices of a problem that this person sees, the latest first, with their receipts."""
    late_before = late_if_issued_before(at, work_calendar())
    rows = Notice.objects.visible_to(user).filter(problem=problem).with_face(late_before=late_before)
    return list(rows.order_by("-issued_at", "-pk"))


def clock_of(problem: Problem, rounds: list[Rectification], at: dt.datetime, calendar: WorkCalendar) -> Clock:
    """Where the time of a problem stands."""
    labels = {
        ProblemState.FOUND: _("Waiting to be assigned"),
        ProblemState.RECTIFIED: _("Waiting for the re-check"),
        ProblemState.SUSPENDED: _("The clock stands still"),
    }
    label = labels.get(ProblemState(problem.state), _("Time for rectification"))
    first, flag = _first(problem, rounds, at, calendar)
    return Clock(label, time_of(problem, at, calendar), _used(problem, at, calendar), first, flag)


def same_site(problem: Problem, user: Any, *, at: dt.datetime) -> SameSite:
    """The checks of the site within 90 days and its other open problems."""
    since = (at - LOOKED_BACK).date()
    failed = CheckItem.objects.filter(check_record=OuterRef("pk"), failed=True)
    rows = Check.objects.counted().filter(site=problem.site_id, on__gte=since)
    found = list(rows.annotate(is_wrong=Exists(failed)).order_by("on", "pk").values_list("score", "is_wrong"))
    others = Problem.objects.visible_to(user).open().filter(site=problem.site_id).exclude(pk=problem.pk)
    wrong = sum(is_wrong for _score, is_wrong in found)
    return SameSite(len(found), wrong, [score for score, _wrong in found], list(others.order_by("pk")[:5]))


def _used(problem: Problem, at: dt.datetime, calendar: WorkCalendar) -> int | None:
    """How much of the running time is gone, in percent."""
    starts = problem.clock_from or problem.assigned_at
    if problem.state not in OPEN_PROBLEMS or problem.state == ProblemState.FOUND or not (starts and problem.due_at):
        return None
    until = problem.rectified_at if problem.state == ProblemState.RECTIFIED and problem.rectified_at else at
    if problem.clock_unit == TimeUnit.CLOCK_HOUR:
        whole, gone = problem.due_at - starts, until - starts
    else:
        whole = working_time_between(starts, problem.due_at, calendar)
        gone = working_time_between(starts, until, calendar)
    return min(100, max(0, round(100 * gone / whole))) if whole else 100


def _first(problem: Problem, rounds: list[Rectification], at: dt.datetime, calendar: WorkCalendar) -> tuple[str, str]:
    """How the first deadline was kept: reported in time, so much late, or still open."""
    if problem.first_due_at is None:
        return "", ""
    if rounds:
        reported = rounds[-1].filed_at
        if reported <= problem.first_due_at:
            return _("reported in time"), "is-green"
        return _("reported {time} late").format(time=passed(problem.first_due_at, reported, calendar)), "is-alarm"
    return (_("passed"), "is-alarm") if problem.first_due_at < at else ("", "")


def asked_extension(problem: Problem) -> Extension | None:
    """The request for more time about which the office has yet to decide."""
    return problem.extensions.filter(state=ExtensionState.ASKED).select_related("asked_by", "problem").first()
