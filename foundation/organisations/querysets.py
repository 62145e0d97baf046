"""Chainable reads of regions and organisations."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from .choices import DISTRICT_DIGITS, RegionLevel
from .codes import trimmed


def under(code: str, *, field: str = "code") -> Q:
    """The region with this code and everything under it."""
    return Q(**{f"{field}__startswith": code})


def read_as(text: str) -> Q:
    """Pinyin, whole or by initials, as people type it."""
    typed = text.lower().replace(" ", "")
    return Q(initials__startswith=typed) | Q(pinyin__startswith=typed)


def matching_region(text: str) -> Q:
    """Name, pinyin, initials or code of a region, as people type them into a search box."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        try:
            text = trimmed(text)
        except ValueError:
            text = text[:12]
        return Q(code__startswith=text)
    return read_as(text) if text.isascii() else Q(name__contains=text)


def matching_organisation(text: str) -> Q:
    """Name, pinyin, initials or code of an organisation; its code may be any word."""
    text = text.strip()
    return Q(code__istartswith=text) | Q(name__icontains=text) | (read_as(text) if text.isascii() else Q())


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
        return self.filter(matching_region(text))


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
        return self.filter(matching_organisation(text))

    def for_list(self) -> Self:
        """Everything a table row shows."""
        return self.select_related("region", "parent").order_by("code", "pk")


class OrganisationKindQuerySet(QuerySet[Any]):
    """Reads of kinds of organisations."""

    def local(self) -> Any:
        """The codes of those that are the office of a place: street offices, town governments, committees (属地)."""
        return self.filter(group="local").values_list("code", flat=True)
