"""Chainable reads of regions and organisations."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from .choices import DISTRICT_DIGITS, RegionLevel


def under(code: str, *, field: str = "code") -> Q:
    """The region with this code and everything under it."""
    return Q(**{f"{field}__startswith": code})


def matching(text: str) -> Q:
    """Name, pinyin initials or code, as people type them into a search box."""
    text = text.strip()
    if text.isascii():
        return Q(code__istartswith=text) | Q(initials__startswith=text.lower()) | Q(name__icontains=text)
    return Q(name__contains=text)


class RegionQuerySet(QuerySet[Any]):
    """Reads of regions."""

    def visible_to(self, user: Any) -> Self:
        """Regions inside the user's grants."""
        return self.filter(user.region_scope("code"))

    def under(self, code: str) -> Self:
        return self.filter(under(code))

    def districts(self) -> Self:
        return self.filter(level=RegionLevel.DISTRICT)

    def matching(self, text: str) -> Self:
        return self.filter(matching(text))


class OrganisationQuerySet(QuerySet[Any]):
    """Reads of organisations."""

    def visible_to(self, user: Any) -> Self:
        """Organisations of the user's regions and the user's own."""
        return self.filter(user.scope("region__code", "pk"))

    def open(self) -> Self:
        return self.filter(closed_on=None)

    def in_district(self, code: str) -> Self:
        return self.filter(region__code__startswith=code[:DISTRICT_DIGITS])

    def matching(self, text: str) -> Self:
        return self.filter(matching(text))
