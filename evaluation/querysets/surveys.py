"""Chainable reads of questionnaires, surveys and their answers."""

import datetime as dt
from typing import Any, Self

from django.db.models import Avg, Count, Q, QuerySet

from foundation.accounts.choices import Role

from ..choices import SurveyState, VersionState


class QuestionnaireQuerySet(QuerySet[Any]):
    """Reads of questionnaires; those in force are everybody's who signs in."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        own = user.region_scope("region__code", roles=[Role.ADMIN])
        return self.filter(~Q(state=VersionState.DRAFT) | own)

    def in_force(self) -> Self:
        return self.filter(state=VersionState.PUBLISHED)

    def for_list(self) -> Self:
        return self.annotate(asked=Count("questions")).select_related("region").order_by("code", "-version", "pk")


class SurveyQuerySet(QuerySet[Any]):
    """Reads of surveys."""

    def visible_to(self, user: Any) -> Self:
        """The office sees its drafts; whoever is concerned sees those that were opened."""
        drafts = user.region_scope("region__code", roles=[Role.ADMIN])
        return self.filter(user.scope("region__code", "organisation_id")).filter(~Q(state=SurveyState.DRAFT) | drafts)

    def answerable(self, *, on: dt.date) -> Self:
        """Surveys that take answers on that day."""
        return self.filter(state=SurveyState.OPEN, starts_on__lte=on, ends_on__gte=on)

    def for_list(self) -> Self:
        """With the number of answers and the mean satisfaction: ``answered`` and ``mean``."""
        counted = self.annotate(answered=Count("answers"), mean=Avg("answers__score"))
        return counted.select_related("region__parent", "organisation", "questionnaire").order_by("-starts_on", "-pk")


class SurveyAnswerQuerySet(QuerySet[Any]):
    """Reads of answers; they name nobody."""

    def answered_in(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))
