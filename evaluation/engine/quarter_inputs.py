"""What a quarter is computed from: published months, surveys, material scores, adjustments, the negative list."""

from collections import defaultdict
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from django.db.models import Count, Sum

from foundation.organisations.choices import CODE_LENGTHS
from foundation.periods import Period

from ..choices import DocumentState, NegativeEffect
from ..models import Adjustment, MaterialReview, NegativeEntry, Result, ReviewerScore, SurveyAnswer
from ..scoring.adjustments import Adjustment as Decided
from ..scoring.adjustments import AdjustmentKind
from ..scoring.numbers import EXACT, ZERO, total

# A city's quarter ranks its districts by the city's own published months; what else was decided about a district
# stands in the district's records, so a city reads those of all below it.
Key = tuple[str | None, int | None]


class Given(NamedTuple):
    """One adjustment of the year, with its reason, and whether it is one of this quarter."""

    decided: Decided
    reason: str
    is_own: bool


def months_of(district: str, period: Period) -> dict[Key, list[dict[str, Any]]]:
    """The published finals of the quarter's months by party, oldest first, each with what it was frozen as."""
    rows = Result.objects.filter(
        assessment__region=district,
        assessment__month__range=(period.start, period.end),
        assessment__state=DocumentState.PUBLISHED,
    ).select_related("assessment")
    found: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.order_by("assessment__month", "pk"):
        found[row.region_id, row.organisation_id].append(
            {
                "kind": row.party_kind,
                "group": row.group,
                "month": f"{row.assessment.month:%Y-%m}",
                "assessment": row.assessment_id,
                "version": row.assessment.version,
                "digest": row.assessment.digest,
                "result": row.pk,
                "final": None if row.final is None else str(row.final),
                "checks": row.checks,
            }
        )
    return dict(found)


def satisfaction_of(district: str, period: Period, *, least: int) -> dict[Key, tuple[Decimal | None, int]]:
    """Satisfaction over the whole quarter by party: the mean, none below the fewest answers, and how many there are."""
    answers = SurveyAnswer.objects.answered_in(period.start, period.end).filter(
        district__code__startswith=district, score__isnull=False
    )
    sums: dict[Key, tuple[Decimal, int]] = defaultdict(lambda: (ZERO, 0))
    counted = answers.order_by().values_list("region", "organisation").annotate(total=Sum("score"), n=Count("pk"))
    for region, organisation, sum_of_scores, n in counted:
        keys: list[Key] = [(region[:length], None) for length in CODE_LENGTHS if length <= len(region)]
        for key in [*keys, *([(None, organisation)] if organisation else [])]:
            before, count = sums[key]
            sums[key] = (total([before, sum_of_scores]), count + n)
    return {key: (_part(whole, n) if n and n >= least else None, n) for key, (whole, n) in sums.items()}


def _part(whole: Decimal, n: int) -> Decimal:
    with localcontext(EXACT):
        return whole / n


def material_of(district: str, period: Period) -> dict[Key, list[dict[str, Any]]]:
    """Per party and indicator what each reviewer who has submitted gave; a certificate earns the full points."""
    reviews = {
        row.pk: row.key
        for row in MaterialReview.objects.filter(district__code__startswith=district, quarter=period.start)
    }
    scores = ReviewerScore.objects.filter(
        assignment__review__in=reviews, assignment__submitted_at__isnull=False
    ).select_related("assignment", "indicator")
    found: dict[Key, dict[int, dict[str, Any]]] = defaultdict(dict)
    for score in scores.order_by("indicator__position", "indicator", "assignment"):
        lines = found[reviews[score.assignment.review_id]]
        line = lines.setdefault(
            score.indicator_id,
            {"indicator": score.indicator.code, "name": score.indicator.name, "possible": None, "earned": []},
        )
        if score.possible:
            line["possible"] = str(score.possible)
            line["earned"].append(str(score.earned))
    return {key: list(lines.values()) for key, lines in found.items()}


def adjustments_of(district: str, period: Period) -> dict[Key, list[Given]]:
    """All adjustments of the year by party: those of months too, because a project is rewarded once a year."""
    found: dict[Key, list[Given]] = defaultdict(list)
    rows = Adjustment.objects.in_force().filter(district__code__startswith=district, on__year=period.start.year)
    for row in rows.order_by("on", "pk"):
        one = Decided(f"adjustment:{row.pk}", row.kind, row.points, row.on, row.project)
        found[row.key].append(Given(one, row.reason, row.quarter == period.start))
    return dict(found)


def negatives_of(district: str, period: Period) -> dict[Key, list[NegativeEntry]]:
    """The entries in force of the quarter's negative list, by party."""
    found: dict[Key, list[NegativeEntry]] = defaultdict(list)
    entries = NegativeEntry.objects.in_force().filter(district__code__startswith=district, quarter=period.start)
    for entry in entries.select_related("item").order_by("pk"):
        found[entry.key].append(entry)
    return dict(found)


def deduction_of(entry: NegativeEntry) -> Decided | None:
    """An entry that deducts, as one of the adjustments; a veto deducts nothing."""
    if entry.effect == NegativeEffect.VETO or entry.points is None:
        return None
    return Decided(f"negative:{entry.pk}", AdjustmentKind.DEDUCTION, entry.points, entry.on)
