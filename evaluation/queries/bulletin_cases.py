"""Which problems of a week are typical, with their photos; and a bulletin in words."""

from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from foundation.periods import Period

from ..choices import ProblemState, Severity
from ..models import CheckPhoto, Problem, RectificationPhoto

MOST_CASES = 3


def with_photos(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """Problems with the first photo of the finding and the last one of a rectification."""
    before = CheckPhoto.objects.filter(item__finding__problem=OuterRef("pk")).order_by("pk")
    after = RectificationPhoto.objects.filter(rectification__problem=OuterRef("pk")).order_by("-pk")
    return problems.annotate(
        before_photo=Subquery(before.values("attachment")[:1]), after_photo=Subquery(after.values("attachment")[:1])
    )


def typical(district: str, week: Period) -> list[Any]:
    """At most three: closed in the week with both photos first, then found in the week; the gravest first."""
    grave = Case(
        *(When(severity=severity, then=Value(n)) for n, severity in enumerate(reversed(Severity.values))),
        output_field=IntegerField(),
    )
    closed = Q(state=ProblemState.CLOSED, closed_at__gte=week.starts_at, closed_at__lt=week.ends_before)
    found = Q(found_at__gte=week.starts_at, found_at__lt=week.ends_before)
    rows = Problem.objects.filter(closed | found, district=district).exclude(
        state__in=[ProblemState.CANCELLED, ProblemState.MERGED]
    )
    shown = with_photos(rows).filter(before_photo__isnull=False)
    order = Case(When(after_photo__isnull=False, then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(shown.annotate(grave=grave, order=order).order_by("order", "grave", "pk")[:MOST_CASES])
