"""Scoring a month of a million checks, and the ranking of the running month."""

import datetime as dt
import resource

from django.db import connection
from django.utils import timezone

from evaluation.actions import assessments
from evaluation.engine import months
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind

from . import data
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
    small = _live(period)
    figures = [
        Figure("score_month, 1 M checks of 8 items", score, "s", 1.5, bare, "barest SQL"),
        Figure("score_month, memory of the application", grown, "MiB", 16),
        Figure("ranking of the running month, 1 M checks", small * 1000, "ms", 10),
    ]
    if scale > CHECKS:
        _fill(scale)
        large = _live(period)
        figures += [
            Figure(f"ranking of the running month, {scale // 1_000_000} M checks", large * 1000, "ms", 10),
            Figure("ranking of the running month against 1 M", large * 1000, "ms", 1.3, small * 1000, "1 M"),
        ]
    return figures


def _bare(period: Period) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [data.DISTRICT, period.start, period.end])
        cursor.fetchall()


def _live(period: Period) -> float:
    scheme = months.scheme_for(OTHER, period.start)
    return seconds(lambda: months.live(OTHER, period=period, scheme=scheme.pk), times=15)


def _fill(scale: int) -> None:
    """The years before: the same sites, other months."""
    data.checks(scale - CHECKS, code=OTHER, sites=SITES, first=dt.date(2024, 1, 1), days=1000)
    data.settle()
