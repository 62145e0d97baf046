"""Scores, approves and publishes the months that are over, and sums up the running one."""

import datetime as dt
from typing import Any

from evaluation.actions import assessments
from evaluation.engine import site_months
from evaluation.models import Assessment, Result
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, at_local


def publish_months(code: str, periods: list[Period], *, office: Any, until: dt.datetime) -> list[Assessment]:
    """Each month scored on the night after it, looked at and published on the third."""
    region, published = Region.objects.get(pk=code), []
    for period in periods:
        following = period.end + dt.timedelta(days=1)
        moments = [
            min(at_local(following, dt.time(2)), until),
            min(at_local(following + dt.timedelta(days=2), dt.time(9, 20)), until),
            min(at_local(following + dt.timedelta(days=2), dt.time(10)), until),
        ]
        assessment = assessments.score(region, period=period, actor=None, at=moments[0])
        assessments.approve(assessment, actor=office, at=moments[1])
        assessments.publish(assessment, actor=office, at=moments[2])
        published.append(assessment)
    return published


def sum_up(district: str, *, first: dt.date, today: dt.date) -> None:
    """The running sums of all months that have checks."""
    month = Period.containing(first, PeriodKind.MONTH)
    while month.start <= today:
        site_months.rebuild(district, month.start)
        month = month.next()


def scored(assessment: Assessment) -> int:
    """How many parties have a score."""
    return Result.objects.filter(assessment=assessment, final__isnull=False).count()
