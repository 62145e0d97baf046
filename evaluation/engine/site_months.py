"""Running sums of each site's month: kept as checks arrive, and worked out anew to prove them."""

import datetime as dt
from decimal import Decimal

from django.db import connection
from django.db.models import Count, F, Sum

from foundation.periods import Period, PeriodKind

from ..models import Check, SiteMonth

Sums = dict[int, tuple[int, Decimal]]

REBUILD = """
WITH counted AS (
    SELECT site_id, district_id, count(*) AS checks, sum(score) AS score_sum FROM evaluation_check
    WHERE district_id = %(district)s AND "on" BETWEEN %(start)s AND %(end)s
      AND state IN ('submitted', 'confirmed') AND score IS NOT NULL
    GROUP BY site_id, district_id
), gone AS (
    DELETE FROM evaluation_sitemonth m WHERE m.district_id = %(district)s AND m.month = %(start)s
      AND NOT EXISTS (SELECT FROM counted c WHERE c.site_id = m.site_id)
)
INSERT INTO evaluation_sitemonth (site_id, district_id, month, checks, score_sum)
SELECT site_id, district_id, %(start)s, checks, score_sum FROM counted
ON CONFLICT (site_id, month) DO UPDATE
SET checks = EXCLUDED.checks, score_sum = EXCLUDED.score_sum, district_id = EXCLUDED.district_id
"""


def recompute(district: str, month: dt.date) -> Sums:
    """What the running sums of a district's month must be, from its checks alone."""
    period = Period.containing(month, PeriodKind.MONTH)
    counted = Check.objects.counted().filter(
        district=district, on__range=(period.start, period.end), score__isnull=False
    )
    rows = counted.values_list("site").annotate(checks=Count("pk"), total=Sum("score"))
    return {site: (checks, total) for site, checks, total in rows}


def kept(district: str, month: dt.date) -> Sums:
    """The running sums as they stand; a site whose checks were all voided has none."""
    rows = SiteMonth.objects.filter(district=district, month=month.replace(day=1), checks__gt=0)
    return {site: (checks, total) for site, checks, total in rows.values_list("site", "checks", "score_sum")}


def rebuild(district: str, month: dt.date) -> int:
    """Write the running sums of a district's month anew from its checks; returns how many sites have one."""
    period = Period.containing(month, PeriodKind.MONTH)
    with connection.cursor() as cursor:
        cursor.execute(REBUILD, {"district": district, "start": period.start, "end": period.end})
        return int(cursor.rowcount)


def subtract(check: Check) -> None:
    """Take a check that no longer counts out of its site's month."""
    if check.score is not None:
        month = SiteMonth.objects.filter(site=check.site_id, month=check.on.replace(day=1))
        month.update(checks=F("checks") - 1, score_sum=F("score_sum") - check.score)
