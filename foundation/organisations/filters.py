"""What lists of regions and organisations are narrowed by, on pages and in the API."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .choices import RegionKind, RegionLevel
from .codes import trimmed
from .models import Organisation, OrganisationKind, Region

CLOSED = pgettext_lazy("organisation", "Closed")


def in_region(rows: QuerySet, value: str, field: str) -> QuerySet:
    """Rows of a region and of everything under it; none when the code is no code."""
    try:
        return rows.filter(**{f"{field}__startswith": trimmed(value)})
    except ValueError:
        return rows.none()


class RegionFilter(django_filters.FilterSet):
    """Regions by name, initials or code, level, and what they lie in."""

    q = django_filters.CharFilter(method="search", label=_("Name, pinyin or code"))
    level = django_filters.ChoiceFilter(choices=RegionLevel.choices, label=_("Level"))
    kind = django_filters.ChoiceFilter(choices=RegionKind.choices, label=_("Urban or rural"))
    parent = django_filters.CharFilter(field_name="parent_id", label=_("Region above"))
    under = django_filters.CharFilter(method="lying_in", label=_("Lies in"))

    class Meta:
        model = Region
        fields: list[str] = []

    def search(self, rows: Any, name: str, value: str) -> QuerySet:
        return rows.matching(value)

    def lying_in(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return in_region(rows, value, "code")


class OrganisationFilter(django_filters.FilterSet):
    """Organisations by name, initials or code, kind, region, and whether they still exist."""

    q = django_filters.CharFilter(method="search", label=_("Name, pinyin or code"))
    kind = django_filters.ModelChoiceFilter(
        method="of_kind", queryset=OrganisationKind.objects.order_by("code"), label=pgettext_lazy("place", "Kind")
    )
    region = django_filters.CharFilter(method="lying_in", label=_("Region code"))
    closed = django_filters.BooleanFilter(field_name="closed_on", lookup_expr="isnull", exclude=True, label=CLOSED)

    class Meta:
        model = Organisation
        fields: list[str] = []

    def search(self, rows: Any, name: str, value: str) -> QuerySet:
        return rows.matching(value)

    def lying_in(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return in_region(rows, value, "region__code")

    def of_kind(self, rows: QuerySet, name: str, value: OrganisationKind) -> QuerySet:
        return rows.filter(kind=value.code)
