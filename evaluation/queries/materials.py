"""Reads around materials: who is asked for some, by which system, and who can review it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from foundation.organisations.choices import RegionKind, RegionLevel
from foundation.organisations.models import Organisation, Region

from ..choices import EvaluationState, MaterialState, PartyKind, VersionState
from ..models import (
    Check,
    Evaluation,
    IndicatorSystem,
    MaterialEvidence,
    MaterialReview,
    MaterialStatement,
    Problem,
    Result,
    ReviewerAssignment,
    ReviewerScore,
    Site,
)
from .forms import FormItem, material_form

SCHOOLS = ("school",)
RECORDS_SHOWN = 30


def system_codes() -> dict[str, IndicatorSystem]:
    """The published systems for all, by code."""
    systems = IndicatorSystem.objects.filter(state=VersionState.PUBLISHED, region=None)
    return {system.code: system for system in systems}


def code_for(party: Region | Organisation) -> str:
    """Which system a party's material is judged by: towns and villages, schools, units, and the city for the rest."""
    if isinstance(party, Organisation):
        return "campus" if party.kind in SCHOOLS else "unit"
    return "village_town" if party.kind == RegionKind.RURAL and party.level >= RegionLevel.TOWNSHIP else "city"


def parties_of(district: Region, groups: Iterable[str]) -> Iterator[tuple[str, Region | Organisation]]:
    """The parties of a district in the groups asked: towns, villages, organisations that answer for sites."""
    asked = set(groups)
    levels = {"towns": RegionLevel.TOWNSHIP, "villages": RegionLevel.VILLAGE}
    wanted = [level for name, level in levels.items() if name in asked]
    for region in Region.objects.filter(code__startswith=district.pk, level__in=wanted).order_by("code"):
        yield PartyKind.REGION, region
    if "organisations" in asked:
        serving = Site.objects.filter(district=district.pk).values("organisation")
        for organisation in Organisation.objects.open().filter(pk__in=serving).order_by("code"):
            yield PartyKind.ORGANISATION, organisation


def is_settled(district: str, quarter: Any) -> bool:
    """Whether the quarter has been opened for appeal, so that nothing of its material changes any more."""
    newest = Evaluation.objects.filter(district=district, quarter=quarter).order_by("-version").first()
    return newest is not None and newest.state != EvaluationState.DRAFT


def records_for(review: MaterialReview) -> dict[str, list[Any]]:
    """Records of the portal that a party can name as evidence: problems put right, checks, months of its quarter."""
    first, last = review.quarter, Evaluation(quarter=review.quarter).period.end
    if review.organisation_id is not None:
        mine: dict[str, Any] = {"organisation": review.organisation_id}
    else:
        mine = {"region__code__startswith": review.region_id}
    own = {"organisation": review.organisation_id} if review.organisation_id else {"region": review.region_id}
    problems = Problem.objects.filter(**mine, found_at__date__range=(first, last)).select_related("site")
    checks = Check.objects.counted().filter(**mine, on__range=(first, last)).select_related("site")
    months = Result.objects.filter(**own, assessment__month__range=(first, last), assessment__state="published")
    return {
        "problem": list(problems.order_by("-found_at", "-pk")[:RECORDS_SHOWN]),
        "check": list(checks.order_by("-on", "-pk")[:RECORDS_SHOWN]),
        "result": list(months.select_related("assessment").order_by("assessment__month", "pk")),
    }


def is_filed(review: MaterialReview) -> bool:
    """Whether the party has handed in."""
    return review.state == MaterialState.FILED


@dataclass
class Line:
    """One indicator of a material: what is asked, what the party says, what a reviewer gave."""

    item: FormItem
    statement: MaterialStatement | None = None
    score: ReviewerScore | None = None

    @property
    def evidence(self) -> list[Any]:
        return list(self.statement.evidence.all()) if self.statement else []


def lines_of(review: MaterialReview) -> list[Line]:
    """Every indicator of a material with its statement and evidence; three queries whatever the size."""
    statements = review.statements.prefetch_related(
        Prefetch("evidence", MaterialEvidence.objects.select_related("attachment").order_by("pk"))
    )
    known = {row.indicator_id: row for row in statements}
    return [Line(item, known.get(item.pk)) for item in material_form(review.system_id).items]


def scored_lines(assignment: ReviewerAssignment) -> list[Line]:
    """The same with the reviewer's own scores; those of others are not read."""
    scores = {row.indicator_id: row for row in assignment.scores.all()}
    lines = lines_of(assignment.review)
    for line in lines:
        line.score = scores.get(line.item.pk)
    return lines


def assignments_of(review: MaterialReview) -> list[ReviewerAssignment]:
    """Who reviews a material, and the score of those who have submitted."""
    rows = review.assignments.select_related("reviewer").annotate(
        earned=Sum("scores__earned"), possible=Sum("scores__possible")
    )
    return list(rows.order_by("pk"))


def own_work(mine: QuerySet[Any]) -> QuerySet[Any]:
    """A reviewer's materials, those to be scored first."""
    related = ("review__region", "review__organisation", "review__system", "review__district")
    return mine.select_related(*related).order_by(F("submitted_at").desc(nulls_first=True), "-pk")


def with_counts(reviews: QuerySet[Any]) -> QuerySet[Any]:
    """Materials with how much was said and how many reviewers there are: ``said``, ``chosen`` and ``scored``."""
    chosen = ReviewerAssignment.objects.filter(review=OuterRef("pk")).order_by().values("review")
    said = (MaterialStatement.objects.filter(review=OuterRef("pk")).exclude(text="", certificate="").order_by()).values(
        "review"
    )
    return reviews.annotate(
        said=Coalesce(Subquery(said.annotate(n=Count("pk")).values("n")), 0),
        chosen=Coalesce(Subquery(chosen.annotate(n=Count("pk")).values("n")), 0),
        scored=Coalesce(Subquery(chosen.annotate(n=Count("submitted_at")).values("n")), 0),
    )
