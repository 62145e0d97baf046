"""What an upheld review (复核) undoes: an item, a check, a problem; and the month that rests on it."""

import datetime as dt
from typing import Any

from django.db import transaction

from foundation.audit.trail import record
from foundation.periods import Period, PeriodKind
from foundation.transitions import move

from ..choices import COUNTED_CHECKS, CheckState, DocumentState, ProblemState
from ..engine.overturning import without
from ..engine.site_months import subtract
from ..models import Assessment, Check, CheckItem, Finding, Problem
from ..transitions import OVERTURNED_CHECK, OVERTURNED_PROBLEM
from . import assessments


@transaction.atomic
def overturn_item(item: CheckItem, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """An item of a check no longer counts: the check is scored without it, what rested on it is cancelled."""
    check = _take_out(item, reason=reason, actor=actor, at=at)
    for problem in Problem.objects.filter(findings__check_item=item).order_by("pk"):
        if not _speaks_still(problem):
            _cancel(problem, reason=reason, actor=actor, at=at)
    settle_month(check, reason=reason, actor=actor, at=at)


@transaction.atomic
def overturn_problem(problem: Problem, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """A problem is no problem: it is cancelled, and the items that found it no longer count."""
    _cancel(problem, reason=reason, actor=actor, at=at)
    months: dict[tuple[str, dt.date], Check] = {}
    findings = Finding.objects.filter(problem=problem).select_related("check_item").order_by("check_item__check_record")
    for finding in findings:
        check = _take_out(finding.check_item, reason=reason, actor=actor, at=at)
        months[check.district_id, check.on.replace(day=1)] = check
    for check in months.values():
        settle_month(check, reason=reason, actor=actor, at=at)


@transaction.atomic
def overturn_check(check: Check, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """A whole check no longer counts, nor do the problems that it alone speaks for."""
    check = Check.objects.select_for_update().get(pk=check.pk)
    before = move(check, OVERTURNED_CHECK, to=CheckState.VOIDED, reason=reason)
    subtract(check)
    after = {"state": check.state, "reason": reason}
    record("check.void", check, actor=actor, at=at, before={"state": before}, after=after)
    for problem in Problem.objects.filter(findings__check_item__check_record=check).order_by("pk").distinct():
        if not _speaks_still(problem):
            _cancel(problem, reason=reason, actor=actor, at=at)
    settle_month(check, reason=reason, actor=actor, at=at)


@transaction.atomic
def settle_month(check: Check, *, reason: str, actor: Any, at: dt.datetime) -> Assessment | None:
    """An open month is worked out again; of a published one a correction is opened, with the reason."""
    period = Period.containing(check.on, PeriodKind.MONTH)
    newest = Assessment.objects.filter(region=check.district_id, month=period.start).order_by("-version").first()
    if newest is None:
        return None
    if newest.state == DocumentState.PUBLISHED:
        return assessments.correct(newest, reason=reason, actor=actor, at=at)
    return assessments.score(newest.region, period=period, actor=None, at=at)


def _take_out(item: CheckItem, *, reason: str, actor: Any, at: dt.datetime) -> Check:
    """Void one item of a check that counts; a check that does not count any more stays as it is."""
    check = Check.objects.select_for_update().get(pk=item.check_record_id)
    item.refresh_from_db(fields=["voided"])
    if check.state not in COUNTED_CHECKS or item.voided:
        return check
    before = {"score": check.score}
    without(check, item)
    after = {"item": item.indicator.code, "score": check.score, "reason": reason}
    record("check.overturn", check, actor=actor, at=at, before=before, after=after)
    return check


def _speaks_still(problem: Problem) -> bool:
    """Whether another finding that counts still speaks for a problem."""
    findings = Finding.objects.filter(problem=problem, check_item__voided=False)
    return findings.exclude(check_item__check_record__state=CheckState.VOIDED).exists()


def _cancel(problem: Problem, *, reason: str, actor: Any, at: dt.datetime) -> None:
    if problem.state in (ProblemState.CANCELLED, ProblemState.MERGED):
        return
    before = move(problem, OVERTURNED_PROBLEM, to=ProblemState.CANCELLED, reason=reason, closed_at=None)
    after = {"state": problem.state, "reason": reason}
    record("problem.cancel", problem, actor=actor, at=at, before={"state": before}, after=after)
