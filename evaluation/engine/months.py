"""A month scored in the database, all parties of a district at once."""

import datetime as dt
from typing import Any

from django.db import connection
from django.utils import timezone

from ..models import Assessment, Scheme
from .month_parts import STORE_REPORTS
from .month_statements import (
    CHANGED_CHECKS,
    DIGEST,
    FROM_SUMS,
    STORE_DISTRICTS,
    STORE_PROBLEMS,
    STORE_RESULTS,
    STORE_SITES,
)


def scheme_for(region: str, month: dt.date) -> Scheme | None:
    """The scheme in force: the nearest above the region, of those the latest that has begun and was not retired."""
    return Scheme.objects.nearest_to(region, month)


def parameters(*, district: str, period: Any, scheme: int, **others: Any) -> dict[str, Any]:
    """What the statements above are told."""
    zone = timezone.get_default_timezone()
    first = dt.datetime.combine(period.start, dt.time(), tzinfo=zone)
    after = dt.datetime.combine(period.end + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    return {
        "district": district,
        "under": f"{district}%",
        "first": period.start,
        "last": period.end,
        "first_moment": first,
        "after_moment": after,
        "scheme": scheme,
        **others,
    }


def store_district(assessment: Assessment, *, period: Any, before: Assessment | None) -> None:
    """Replace an open assessment's sites and results by what the records say now: few statements, whatever the size."""
    told = parameters(
        district=assessment.region_id,
        period=period,
        scheme=assessment.scheme_id,
        assessment=assessment.pk,
        before=before and before.pk,
    )
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM evaluation_result WHERE assessment_id = %(assessment)s", told)
        cursor.execute("DELETE FROM evaluation_assessmentsite WHERE assessment_id = %(assessment)s", told)
        cursor.execute("DELETE FROM evaluation_assessmentproblem WHERE assessment_id = %(assessment)s", told)
        cursor.execute("DELETE FROM evaluation_assessmentreport WHERE assessment_id = %(assessment)s", told)
        cursor.execute(STORE_SITES, told)
        cursor.execute(STORE_PROBLEMS, told)
        cursor.execute(STORE_REPORTS, told)
        cursor.execute(STORE_RESULTS, told)


def store_city(assessment: Assessment, *, period: Any, before: Assessment | None) -> None:
    """Rank the districts of a city by their own results of the month."""
    told = parameters(
        district=assessment.region_id,
        period=period,
        scheme=assessment.scheme_id,
        assessment=assessment.pk,
        before=before and before.pk,
    )
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM evaluation_result WHERE assessment_id = %(assessment)s", told)
        cursor.execute(STORE_DISTRICTS, told)


def live(district: str, *, period: Any, scheme: int) -> list[dict[str, Any]]:
    """The ranking of the month so far from the running sums, nothing stored: one row for each street or town."""
    columns = (
        "kind, region, organisation, peers, field, rectification, composite, final, place, group_size, checks, sites"
    )
    statement = f"{FROM_SUMS} SELECT {columns} FROM ranked ORDER BY peers, place, region"
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters(district=district, period=period, scheme=scheme))
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def digest_of(assessment: Assessment) -> str:
    """One hash over all results and all site means of an assessment, as its publication freezes them."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, {"assessment": assessment.pk})
        return cursor.fetchone()[0]


def sites_with_changed_checks(assessment: Assessment) -> list[int]:
    """Sites whose checks no longer are what the assessment was computed from."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED_CHECKS, {"assessment": assessment.pk})
        return [row[0] for row in cursor.fetchall()]
