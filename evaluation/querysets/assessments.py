"""Chainable reads of assessments and results."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from ..choices import DocumentState


class AssessmentQuerySet(QuerySet[Any]):
    """Reads of assessments."""

    def visible_to(self, user: Any) -> Self:
        """The office sees its drafts; everybody of the place, and its organisations, what is published."""
        if user.is_superuser:
            return self
        own = user.region_scope("region__code", roles=["admin", "leader"])
        places = sorted({grant.region for grant in user.held if grant.region})
        above = Q(pk__in=[])
        for code in places:
            above |= Q(region__code__in=[code[:length] for length in (2, 4, 6) if length <= len(code)])
        public = Q(state__in=[DocumentState.PUBLISHED, DocumentState.SUPERSEDED])
        below = user.region_scope("region__code")
        serving = user.organisation_regions
        mine = Q(region__code__in=serving) if serving else Q(pk__in=[])
        return self.filter(own | (public & (above | below | mine)))


class ResultQuerySet(QuerySet[Any]):
    """Reads of results: the ranking of a group is common knowledge inside the district; what made a score is not."""

    def visible_to(self, user: Any) -> Self:
        assessments = self.model.assessment.field.related_model.objects.visible_to(user)
        return self.filter(assessment__in=assessments)

    def openable_by(self, user: Any) -> Self:
        """Results whose breakdown this person may open: those of his places and organisations."""
        return self.filter(
            user.scope("region__code", "organisation_id") | user.region_scope("organisation__region__code")
        )
