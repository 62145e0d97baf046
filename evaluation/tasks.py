"""Entry points of the four ones for the timetable."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from foundation.jobs.running import for_each, note, running
from foundation.organisations.codes import parent_of
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind

from .actions import (
    assessments,
    bulletins,
    deadlines,
    escalation,
    evaluations,
    photos,
    plans,
    problems,
    rectifications,
    second_looks,
)
from .models import Check, CheckPhoto, Plan, Rectification, Site
from .queries.city_quarters import cities_with_months
from .queries.deadlines import TASK, districts_to_recompute, revision_code, years_that_matter
from .queries.escalation import districts_under_way
from .queries.problems import districts_with_left, left_to_give_out, rectifications_left
from .queries.second_looks import districts_with_closed


@shared_task
def score_month(*, day: str | None = None, district: str | None = None) -> None:
    """Score the month before ``day`` (ISO date; today when the timetable calls), one task for each district."""
    on = dt.date.fromisoformat(day) if day else timezone.localdate()
    if district is None:
        for_each(Site.objects.districts(), score_month, day=on.isoformat())
        return
    period = Period.containing(on, PeriodKind.MONTH).previous()
    with running("score_month", region=district, period=period.code, at=timezone.now()) as run:
        found = assessments.score(Region.objects.get(pk=district), period=period, actor=None, at=timezone.now())
        run.outcome = f"{found.state}, version {found.version}"
    score_city.delay(city=parent_of(district), month=period.code)


@shared_task
def score_city(*, city: str, month: str) -> None:
    """Rank a city's districts again, since one of them has a new score."""
    region = Region.objects.get(pk=city)
    assessments.score(region, period=Period.parse(month, PeriodKind.MONTH), actor=None, at=timezone.now())


@shared_task
def prepare_evaluation(*, day: str | None = None, district: str | None = None) -> None:
    """Prepare the quarter before ``day`` (ISO date; else today): each district, and each city that has months."""
    on = dt.date.fromisoformat(day) if day else timezone.localdate()
    period = Period.containing(on, PeriodKind.QUARTER).previous()
    if district is None:
        for_each([*Site.objects.districts(), *cities_with_months(period)], prepare_evaluation, day=on.isoformat())
        return
    with running("prepare_evaluation", region=district, period=period.code, at=timezone.now()) as run:
        found = evaluations.prepare(Region.objects.get(pk=district), period=period, actor=None, at=timezone.now())
        run.outcome = f"{found.state}, version {found.version}"


@shared_task
def draw_checks(*, day: str | None = None, district: str | None = None) -> None:
    """Draw the checks of ``day`` (ISO date; today when the timetable calls) and of the days missed before it."""
    on = dt.date.fromisoformat(day) if day else timezone.localdate()
    if district is None:
        for_each(Plan.objects.in_force(on=on).districts(), draw_checks, day=on.isoformat())
        return
    with running("draw_checks", region=district, period=on.isoformat(), at=timezone.now()) as run:
        made = plans.catch_up(district, on=on, actor=None, at=timezone.now())
        run.outcome = f"{sum(draw.drawn_count for draw in made)} checks, days: {len(made)}"
    for draw in made:
        if draw.on != on:
            note("draw_checks", region=district, period=draw.on.isoformat(), outcome=f"{draw.drawn_count} checks, late")


@shared_task
def examine_photos(*, check: int) -> None:
    """Look at the photos of one check."""
    row = Check.objects.select_related("site").get(pk=check)
    photos.examine(row, actor=None, at=timezone.now())


@shared_task
def examine_photos_left() -> None:
    """Look at the photos whose own task was lost."""
    for check in CheckPhoto.objects.filter(examined_at=None).values_list("check_record", flat=True).distinct():
        examine_photos.delay(check=check)


@shared_task
def assign_by_policy(*, found: list[int]) -> None:
    """Give out those of the problems whose severity is given out by itself."""
    problems.assign_by_policy(found, actor=None, at=timezone.now())


@shared_task
def settle_rectifications(*, problem: int) -> None:
    """Look at the photos of a problem's rectifications, and close what nobody has to look at again."""
    for row in Rectification.objects.filter(problem=problem).order_by("round"):
        rectifications.settle(row, actor=None, at=timezone.now())


@shared_task
def settle_left(*, district: str | None = None) -> None:
    """Do what tasks that follow a change should have done and did not, because they were lost."""
    now = timezone.now()
    if district is None:
        for_each(districts_with_left(at=now), settle_left)
        return
    with running("settle_left", region=district, period=str(timezone.localdate(now)), at=now, keep_one=True) as run:
        given = problems.assign_by_policy(left_to_give_out(district, at=now), actor=None, at=now)
        left = list(rectifications_left(district))
        for row in left:
            rectifications.settle(row, actor=None, at=now)
        run.outcome = f"{len(given)} assigned, {len(left)} settled"


@shared_task
def follow_the_calendar() -> None:
    """Queue again what follows a change of the calendar, in case the task that should have was lost."""
    with running("follow_the_calendar", period=str(timezone.localdate()), at=timezone.now(), keep_one=True):
        for year, revision in years_that_matter(at=timezone.now()):
            recompute_deadlines.delay(year=year, revision=revision)


@shared_task
def recompute_deadlines(*, year: int, revision: int, district: str | None = None) -> None:
    """Work open deadlines out again after a year of the calendar has changed."""
    now, period = timezone.now(), revision_code(year, revision)
    if district is None:
        for_each(districts_to_recompute(year, revision, at=now), recompute_deadlines, year=year, revision=revision)
        return
    with running(TASK, region=district, period=period, at=now) as run:
        run.outcome = f"{deadlines.recompute(district, year=year, actor=None, at=now)} deadlines"


@shared_task
def draw_second_looks(*, district: str | None = None) -> None:
    """Draw closed problems for a second look; what an earlier day missed is drawn from too."""
    on = timezone.localdate()
    if district is None:
        for_each(districts_with_closed(), draw_second_looks)
        return
    with running("draw_second_looks", region=district, period=on.isoformat(), at=timezone.now()) as run:
        made = second_looks.draw(district, on=on, actor=None, at=timezone.now())
        run.outcome = f"{made.drawn_count} of {made.closed_count}"


@shared_task
def escalate(*, district: str | None = None) -> None:
    """Remind, supervise and ask for receipts, one task for each district in which something is under way."""
    if district is None:
        for_each(districts_under_way(), escalate)
        return
    at = timezone.now()
    with running("escalate", region=district, period=timezone.localdate(at).isoformat(), at=at, keep_one=True) as run:
        run.outcome = str(escalation.escalate(district, actor=None, at=at))


@shared_task
def compile_bulletins(*, day: str | None = None, district: str | None = None) -> None:
    """Compile the bulletin of the week before ``day`` (ISO date; today when the timetable calls)."""
    on = dt.date.fromisoformat(day) if day else timezone.localdate()
    if district is None:
        for_each(Site.objects.districts(), compile_bulletins, day=on.isoformat())
        return
    week = Period.containing(on, PeriodKind.WEEK).previous()
    with running("compile_bulletins", region=district, period=week.code, at=timezone.now()) as run:
        made = bulletins.compile_(Region.objects.get(pk=district), week=week, actor=None, at=timezone.now())
        run.outcome = f"{made.state}, version {made.version}"
