"""Chainable reads of quarters."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from ..choices import EvaluationState

PUBLIC_STATES = (
    EvaluationState.IN_APPEAL,
    EvaluationState.APPROVED,
    EvaluationState.PUBLISHED,
    EvaluationState.SUPERSEDED,
)


class EvaluationQuerySet(QuerySet[Any]):
    """Reads of evaluations."""

    def visible_to(self, user: Any) -> Self:
        """The office sees its drafts; everybody of the place and its organisations what is in publicity or later."""
        if user.is_superuser:
            return self
        own = user.region_scope("district__code", roles=["admin", "leader"])
        above = Q(pk__in=[])
        for code in sorted({grant.region for grant in user.held if grant.region}):
            above |= Q(district__code__in=[code[:length] for length in (2, 4, 6) if length <= len(code)])
        serving = user.organisation_regions
        mine = Q(district__code__in=serving) if serving else Q(pk__in=[])
        return self.filter(own | (Q(state__in=PUBLIC_STATES) & (above | user.region_scope("district__code") | mine)))

    def in_publicity(self) -> Self:
        """Evaluations that anybody may look at while appeals are open (公示)."""
        return self.filter(state=EvaluationState.IN_APPEAL)

    def open(self) -> Self:
        """Evaluations that are not published yet."""
        return self.filter(state__in=[EvaluationState.DRAFT, EvaluationState.IN_APPEAL, EvaluationState.APPROVED])


class EvaluationResultQuerySet(QuerySet[Any]):
    """Reads of quarterly results: the ranking is common knowledge inside the district; what made it is not."""

    def visible_to(self, user: Any) -> Self:
        evaluations = self.model.evaluation.field.related_model.objects.visible_to(user)
        return self.filter(evaluation__in=evaluations)

    def openable_by(self, user: Any) -> Self:
        """Results whose breakdown this person may open: those of his places and organisations."""
        return self.filter(
            user.scope("region__code", "organisation_id") | user.region_scope("organisation__region__code")
        )
