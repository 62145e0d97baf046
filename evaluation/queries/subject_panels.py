"""What the four ones know of a subject of creation: its months, its last quarter, its open problems."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from campaigns.kinds import spec_of
from campaigns.models import Subject
from foundation.organisations.choices import RegionLevel

from ..choices import DocumentState, EvaluationState
from ..models import EvaluationResult, Problem, Result
from .board import capped_count

MONTHS = 6
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Scores:
    """The published months of a party, oldest first, and its last published quarter."""

    months: list[Result]
    quarter: EvaluationResult | None

    @property
    def finals(self) -> list[Any]:
        return [row.final for row in self.months]

    @property
    def last(self) -> Result | None:
        return self.months[-1] if self.months else None

    @property
    def before(self) -> Result | None:
        return self.months[-2] if len(self.months) > 1 else None


@dataclass(frozen=True, slots=True)
class Open:
    """The open problems of a party: how many, how many overdue, the ones to look at first."""

    count: int
    overdue: int
    shown: list[Problem]


def party_of(subject: Subject) -> Q:
    """Results of the subject itself: of its organisation, or of exactly its place."""
    return Q(organisation=subject.organisation_id) if subject.organisation_id else Q(region=subject.region_id)


def scores_of(subject: Subject, user: Any) -> Scores | None:
    """Scores are of places and organisations; a household has none."""
    if spec_of(subject.creation_type).identifies_people:
        return None
    rows = Result.objects.visible_to(user).filter(party_of(subject), assessment__state=DocumentState.PUBLISHED)
    if subject.region.level == RegionLevel.DISTRICT and not subject.organisation_id:
        rows = rows.filter(assessment__region=subject.region_id)
    months = list(rows.select_related("assessment").order_by("-assessment__month", "-pk")[:MONTHS])[::-1]
    quarters = EvaluationResult.objects.visible_to(user).filter(
        party_of(subject), evaluation__state=EvaluationState.PUBLISHED
    )
    return Scores(months, quarters.select_related("evaluation").order_by("-evaluation__quarter", "-pk").first())


def problems_of(subject: Subject, user: Any, *, at: dt.datetime) -> Open | None:
    """Open problems in the subject's place or of its organisation, the earliest deadline first."""
    if spec_of(subject.creation_type).identifies_people:
        return None
    rows: QuerySet[Problem] = Problem.objects.visible_to(user).open()
    if subject.organisation_id:
        rows = rows.filter(organisation=subject.organisation_id)
    else:
        rows = rows.filter(district=subject.district_id, region__code__startswith=subject.region_id)
    shown = rows.with_overdue(at=at).select_related("site", "organisation").order_by("due_at", "pk")[:SHOWN]
    return Open(capped_count(rows), capped_count(rows.overdue(at=at)), list(shown))
