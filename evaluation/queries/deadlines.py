"""Which deadlines a year of the calendar touches, and which changes of a year nobody has followed yet."""

import datetime as dt

from django.db.models import Q, QuerySet

from foundation.calendars.models import CalendarYear
from foundation.jobs.models import JobRun, JobState
from foundation.periods import Period, PeriodKind, local_day

from ..choices import UNDER_WAY, ProblemState, TimeUnit
from ..models import Problem

TASK = "recompute_deadlines"
RUNNING = (*UNDER_WAY, ProblemState.RECTIFIED)


def running_through(year: int, *, at: dt.datetime) -> QuerySet[Problem]:
    """Problems whose running deadline counts days of a year, and is still to come or was provisional."""
    whole = Period.parse(str(year), PeriodKind.YEAR)
    rows = Problem.objects.filter(
        Q(due_at__gte=at) | Q(provisional=True),
        state__in=RUNNING,
        clock_amount__isnull=False,
        clock_from__lt=whole.ends_before,
        due_at__gte=whole.starts_at,
    )
    return rows.exclude(clock_unit=TimeUnit.CLOCK_HOUR).order_by("pk")


def districts_to_recompute(year: int, revision: int, *, at: dt.datetime) -> list[str]:
    """Districts with such problems in which no finished run has followed this state of the year."""
    rows = running_through(year, at=at).order_by("district").values_list("district", flat=True).distinct()
    done = JobRun.objects.filter(task=TASK, period=revision_code(year, revision), state=JobState.DONE)
    return sorted(set(rows) - set(done.values_list("region_code", flat=True)))


def revision_code(year: int, revision: int) -> str:
    """How a run names the state of a year that it follows: 2027.3."""
    return f"{year}.{revision}"


def years_that_matter(*, at: dt.datetime) -> list[tuple[int, int]]:
    """Years, with their revision, in which open deadlines can lie."""
    first = local_day(at).year - 1
    return list(CalendarYear.objects.filter(year__gte=first).order_by("year").values_list("year", "revision"))
