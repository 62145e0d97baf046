"""Chainable reads of what is inspected, found and scored."""

import datetime as dt
from typing import Any, Self

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from .choices import (
    COUNTED_CHECKS,
    OPEN_PROBLEMS,
    CheckState,
    DocumentState,
    PlanState,
    ProblemState,
    SiteState,
    VersionState,
)


def missed(on: dt.date) -> Q:
    """Drawn checks whose day is over (漏查)."""
    return Q(state=CheckState.DRAWN, on__lt=on)


def late(at: dt.datetime) -> Q:
    """Past the deadline and still waiting for an answer (逾期未整改). The deadline itself is in time."""
    return Q(due_at__lt=at, state__in=[ProblemState.ASSIGNED, ProblemState.RETURNED])


class SiteTypeQuerySet(QuerySet[Any]):
    """Reads of site types; everybody who signs in sees them."""

    def visible_to(self, user: Any) -> Self:
        return self if user.is_authenticated else self.none()


class SiteQuerySet(QuerySet[Any]):
    """Reads of sites."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def active(self) -> Self:
        return self.filter(state=SiteState.ACTIVE)

    def districts(self) -> list[str]:
        """The codes of the districts that have sites: those that work with the portal."""
        return list(self.order_by("district").values_list("district", flat=True).distinct())

    def for_list(self) -> Self:
        return self.select_related("type", "region__parent", "organisation").order_by("code", "pk")

    def matching(self, text: str) -> Self:
        """Name, pinyin or its initials, code, as people type them into a search box."""
        text = text.strip()
        if not text.isascii():
            return self.filter(name__contains=text)
        return self.filter(Q(code__istartswith=text) | Q(pinyin__contains=text.lower()) | Q(name__icontains=text))

    def with_last_check(self) -> Self:
        """Day and score of each site's last counted check: ``last_on`` and ``last_score``."""
        checks = self.model.checks.rel.related_model.objects.counted().filter(site=OuterRef("pk"))
        last = checks.exclude(score=None).order_by("-on", "-pk")
        return self.annotate(last_on=Subquery(last.values("on")[:1]), last_score=Subquery(last.values("score")[:1]))

    def with_open_problems(self) -> Self:
        """How many problems of each site are open: ``open_problems``."""
        problems = self.model.problems.rel.related_model.objects.open().filter(site=OuterRef("pk")).order_by()
        counted = problems.values("site").annotate(n=Count("pk")).values("n")
        return self.annotate(open_problems=Coalesce(Subquery(counted), 0))

    def unchecked_in(self, month: dt.date) -> Self:
        """Sites without a counted check in the month that begins on this day."""
        months = self.model.months.rel.related_model.objects.filter(site=OuterRef("pk"), month=month, checks__gt=0)
        return self.filter(~Exists(months))


class IndicatorSystemQuerySet(QuerySet[Any]):
    """Reads of indicator systems; everybody who signs in sees the published ones."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        drafts = user.region_scope("region__code", roles=["admin"]) | Q(region=None)
        seen = ~Q(state=VersionState.DRAFT)
        return self.filter(seen | drafts) if user.has_role("admin") else self.filter(seen)

    def for_list(self) -> Self:
        """With the count of leaves and the sum of their points: ``leaves`` and ``points``."""
        leaves = Q(indicators__points__isnull=False)
        counted = self.annotate(leaves=Count("indicators", filter=leaves), points=Sum("indicators__points"))
        return counted.select_related("region").order_by("code", "region", "-pk")


class PlanQuerySet(QuerySet[Any]):
    """Reads of plans and draws."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.region_scope("district__code", roles=["admin", "leader"]))

    def for_list(self) -> Self:
        return self.select_related("district").order_by("state", "-starts_on", "pk")

    def in_force(self, *, on: dt.date) -> Self:
        """Plans by which checks of that day are drawn."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), state=PlanState.ADOPTED, starts_on__lte=on)

    def districts(self) -> list[str]:
        """The codes of their districts."""
        return list(self.order_by("district").values_list("district", flat=True).distinct())


class CheckQuerySet(QuerySet[Any]):
    """Reads of checks."""

    def visible_to(self, user: Any) -> Self:
        """Checks of the places in sight, and those one carries out oneself."""
        if user.is_superuser:
            return self
        return self.filter(user.scope("region__code", "organisation_id") | Q(inspector_id=user.pk))

    def counted(self) -> Self:
        """Checks that count in a score."""
        return self.filter(state__in=COUNTED_CHECKS)

    def missed(self, *, on: dt.date) -> Self:
        return self.filter(missed(on))

    def for_list(self) -> Self:
        return self.select_related("site__type", "site__region__parent", "inspector").order_by("-on", "-pk")


class ProblemQuerySet(QuerySet[Any]):
    """Reads of problems."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_PROBLEMS)

    def overdue(self, *, at: dt.datetime) -> Self:
        return self.filter(late(at))

    def with_overdue(self, *, at: dt.datetime) -> Self:
        """Problems that know whether they are overdue."""
        return self.annotate(is_overdue=Case(When(late(at), then=True), default=False))

    def counts(self) -> dict[str, int]:
        """How many there are in each state."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))

    def for_list(self) -> Self:
        return self.select_related("site__region__parent", "site__type", "organisation").order_by("-found_at", "-pk")


class SchemeQuerySet(QuerySet[Any]):
    """Reads of scoring schemes: how one is scored is no secret, drafts apart."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        places = {grant.region for grant in user.held if grant.region} | set(user.organisation_regions)
        above = sorted({code[:length] for code in places for length in (2, 4, 6)} | places)
        own = user.region_scope("region__code")
        drafts = user.region_scope("region__code", roles=["admin"])
        return self.filter(Q(region=None) | Q(region__in=above) | own).filter(~Q(state=VersionState.DRAFT) | drafts)

    def for_list(self) -> Self:
        return (
            self.select_related("region")
            .prefetch_related("type_weights__site_type", "coefficients__region", "coefficients__organisation")
            .order_by("-starts_on", "-version", "pk")
        )


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
