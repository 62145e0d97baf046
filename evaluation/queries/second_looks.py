"""Reads around second looks: what was closed when, the last draw, which districts draw."""

import datetime as dt

from django.db.models import QuerySet

from foundation.periods import at_local

from ..choices import ProblemState
from ..models import LookDraw, Problem

ONE_DAY = dt.timedelta(days=1)


def closed_between(district: str, severity: str, first: dt.date, last: dt.date) -> list[int]:
    """Problems of a severity closed on these days, both included, at which nobody has looked again."""
    rows = Problem.objects.filter(
        district=district,
        severity=severity,
        state=ProblemState.CLOSED,
        closed_at__gte=at_local(first, dt.time.min),
        closed_at__lt=at_local(last + ONE_DAY, dt.time.min),
        second_look=None,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def last_draw(district: str, *, before: dt.date) -> LookDraw | None:
    """The last draw of a district before a day."""
    return LookDraw.objects.filter(district=district, on__lt=before).order_by("-on").first()


def districts_with_closed() -> list[str]:
    """Districts in which anything was ever closed."""
    rows: QuerySet = Problem.objects.filter(closed_at__isnull=False)
    return list(rows.order_by("district").values_list("district", flat=True).distinct())
