"""Chainable reads of report templates and progress reports."""

import datetime as dt
from typing import Any, Self

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from foundation.accounts.choices import Role

from ..choices import OPEN_REPORTS, PartyLevel, ReportFace, ReportState, SubjectState, TemplateState
from .reach import set_for


def withdrawn() -> Q:
    """What a subject that has left would have filed; it is asked of nobody any more."""
    return Q(subject__isnull=False, subject__state=SubjectState.WITHDRAWN, first_submitted_at=None)


def missing(on: dt.date) -> Q:
    """The day it was due has passed and nothing was filed (漏报)."""
    return Q(due_on__lt=on, first_submitted_at=None) & ~withdrawn()


def late() -> Q:
    """First filed after the day it was due (迟报); being returned does not change that."""
    return Q(first_submitted_at__date__gt=F("due_on"))


class ReportTemplateQuerySet(QuerySet[Any]):
    """Reads of templates."""

    def visible_to(self, user: Any) -> Self:
        """The shipped ones and those that an office set up for one's places; a draft is its office's alone."""
        reach = Q(region=None) | set_for(user, "region")
        own = user.region_scope("region__code", roles=[Role.ADMIN])
        return self.filter(reach & (~Q(state=TemplateState.DRAFT) | own))

    def published(self) -> Self:
        return self.filter(state=TemplateState.PUBLISHED)

    def in_force(self, district: str) -> list[Any]:
        """What a district's parties file: of each code the version of the nearest office."""
        rows = self.published().filter(Q(region=None) | Q(region__in=[district[:n] for n in (2, 4, 6)]))
        nearest: dict[str, Any] = {}
        for row in sorted(rows, key=lambda row: len(row.region_id or "")):
            nearest[row.code] = row
        return [nearest[code] for code in sorted(nearest)]

    def for_list(self) -> Self:
        return self.select_related("region").order_by("creation_type", "period", "code", "-version", "pk")


class ProgressReportQuerySet(QuerySet[Any]):
    """Reads of reports."""

    def visible_to(self, user: Any) -> Self:
        """Those of one's places and organisations, for who files, decides or leads."""
        roles = [Role.ADMIN, Role.OFFICIAL, Role.LEADER]
        return self.filter(user.scope("region__code", "organisation_id", roles=roles))

    def to_file(self) -> Self:
        """Nobody has filed them, or they came back."""
        return self.filter(state__in=OPEN_REPORTS).exclude(withdrawn())

    def to_review(self) -> Self:
        return self.filter(state=ReportState.SUBMITTED)

    def missing(self, *, on: dt.date) -> Self:
        return self.filter(missing(on))

    def late(self) -> Self:
        return self.filter(late())

    def filed_by(self, user: Any) -> Self:
        """What somebody files: his organisations', his place's, and for those of a street or town its villages'."""
        official = [grant for grant in user.held if grant.role == Role.OFFICIAL]
        owned = {pk for grant in official for pk in grant.organisations}
        reach = Q(organisation__in=owned)
        for grant in official:
            if grant.region:
                inside = Q(region__code__startswith=grant.region) if len(grant.region) > 6 else Q(region=grant.region)
                reach |= inside & Q(organisation=None)
        return self.filter(reach) if owned or len(reach) > 1 else self.none()

    def reviewed_by(self, user: Any) -> Self:
        """What somebody decides about: the office everything, a street or town the reports of its villages."""
        reach = user.region_scope("region__code", roles=[Role.ADMIN])
        towns = [g.region for g in user.held if g.role == Role.OFFICIAL and g.region and len(g.region) == 9]
        for code in towns:
            reach |= Q(level=PartyLevel.VILLAGE, region__code__startswith=code)
        return self.filter(reach)

    def with_face(self, *, on: dt.date) -> Self:
        """What the calendar says of each: ``face``."""
        face = Case(
            When(late(), then=Value(ReportFace.LATE.value)),
            When(first_submitted_at__isnull=False, then=Value(ReportFace.IN_TIME.value)),
            When(missing(on), then=Value(ReportFace.MISSING.value)),
            default=Value(ReportFace.OPEN.value),
        )
        return self.annotate(face=face)

    def counts(self) -> dict[str, int]:
        """How many there are in each state."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))

    def for_list(self) -> Self:
        related = ("template", "region__parent", "organisation__region", "subject")
        return self.select_related(*related).order_by("-starts_on", "-pk")
