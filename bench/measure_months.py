"""Scoring a month of a million checks, and the ranking of the running month."""

import datetime as dt
import resource

from django.db import connection
from django.utils import timezone

from evaluation.actions import assessments
from evaluation.engine import months
from evaluation.engine.bulletin_figures import figures_of
from evaluation.queries.bulletin_cases import typical
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind

from . import data, pages
from .figures import Figure, seconds

CHECKS = 1_000_000
# The running month is looked at in a district of the usual size.
OTHER, SITES = "990103", 1200
BARE = """
    SELECT site_id, avg(score) FROM (
        SELECT c.site_id, 100 * sum(i.earned) / sum(i.possible) AS score
        FROM evaluation_check c JOIN evaluation_checkitem i ON i.check_id = c.id
        WHERE c.district_id = %s AND c."on" BETWEEN %s AND %s GROUP BY c.id, c.site_id) AS checked
    GROUP BY site_id
"""


def measure(scale: int) -> list[Figure]:
    """Ratios to the barest statement over the same rows; the running month at the whole scale."""
    data.rules()
    data.district()
    data.checks(min(scale, CHECKS))
    data.answers()
    data.settle()
    period = Period.containing(data.MONTH, PeriodKind.MONTH)
    bare = seconds(lambda: _bare(period), times=3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    region = Region.objects.get(pk=data.DISTRICT)
    score = seconds(lambda: assessments.score(region, period=period, actor=None, at=timezone.now()), times=3)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    data.district(OTHER, sites=SITES)
    data.checks(CHECKS // 12, code=OTHER, sites=SITES)
    data.settle()
    small, pages_before = _live(period), pages.times(OTHER)
    figures = [
        Figure("score_month, 1 M checks of 8 items", score, "s", 1.5, bare, "barest SQL"),
        Figure("score_month, memory of the application", grown, "MiB", 16),
        Figure("ranking of the running month, 1 M checks", small * 1000, "ms", 10),
        Figure("bulletin of a week of one district, 1 M checks", _bulletin(), "s", 5),
    ]
    figures += [Figure(f"page: {name}, p95", taken, "ms", 200) for name, (taken, _asked) in pages_before.items()]
    if scale > CHECKS:
        _fill(scale)
        large, pages_after = _live(period), pages.times(OTHER)
        figures += [_grown(name, scale, pages_before[name], pages_after[name]) for name in pages_after]
        figures += [
            Figure(f"ranking of the running month, {scale // 1_000_000} M checks", large * 1000, "ms", 10),
            Figure(f"bulletin of a week of one district, {scale // 1_000_000} M checks", _bulletin(), "s", 5),
            Figure("ranking of the running month against 1 M", large * 1000, "ms", 1.3, small * 1000, "1 M"),
        ]
    return figures


def _grown(name: str, scale: int, before: tuple[float, int], after: tuple[float, int]) -> Figure:
    """A page at the whole scale beside itself; another number of queries is no page of ours."""
    if before[1] != after[1]:
        raise RuntimeError(f"{name} asks {after[1]} queries at {scale} checks and {before[1]} before")
    return Figure(f"page: {name}, p95 at {scale // CHECKS} M", after[0], "ms", 1.5, before[0], "1 M")


def _bare(period: Period) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [data.DISTRICT, period.start, period.end])
        cursor.fetchall()


def _bulletin() -> float:
    """Everything a bulletin says in numbers and shows in photos, for a week of the busy month."""
    week = Period.containing(data.MONTH + dt.timedelta(days=14), PeriodKind.WEEK)

    def compile_one() -> None:
        figures_of(data.DISTRICT, week)
        typical(data.DISTRICT, week)

    return seconds(compile_one, times=3)


def _live(period: Period) -> float:
    scheme = months.scheme_for(OTHER, period.start)
    return seconds(lambda: months.live(OTHER, period=period, scheme=scheme.pk), times=15)


def _fill(scale: int) -> None:
    """The years before: the same sites, other months."""
    data.checks(scale - CHECKS, code=OTHER, sites=SITES, first=dt.date(2024, 1, 1), days=1000)
    data.settle()
