"""Chainable reads of report templates and progress reports."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from ..choices import TemplateState
from .reach import set_for


class ReportTemplateQuerySet(QuerySet[Any]):
    """Reads of templates."""

    def visible_to(self, user: Any) -> Self:
        """The shipped ones, and those that an office set up for one's places."""
        return self.filter(Q(region=None) | set_for(user, "region"))

    def published(self) -> Self:
        return self.filter(state=TemplateState.PUBLISHED)


class ProgressReportQuerySet(QuerySet[Any]):
    """Reads of reports."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def for_list(self) -> Self:
        related = ("template", "region__parent", "organisation", "subject")
        return self.select_related(*related).order_by("-starts_on", "-pk")
