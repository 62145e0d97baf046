"""Entry points of the four ones for the timetable."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from foundation.jobs.running import for_each, running
from foundation.organisations.codes import parent_of
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind

from .actions import assessments, evaluations, photos, plans
from .models import Check, CheckPhoto, Plan, Site


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
    """Prepare the quarter before ``day`` (ISO date; today when the timetable calls), one task for each district."""
    on = dt.date.fromisoformat(day) if day else timezone.localdate()
    if district is None:
        for_each(Site.objects.districts(), prepare_evaluation, day=on.isoformat())
        return
    period = Period.containing(on, PeriodKind.QUARTER).previous()
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
