"""Chainable reads of sites."""

import datetime as dt
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ..choices import (
    SiteState,
)


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
