"""Reads of the tree of regions as one person sees it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .codes import ancestors_of
from .models import Organisation, OrganisationKind, Region
from .names import shown_name

CHOICES = 300


def roots(user: Any) -> QuerySet[Region]:
    """Where the person's part of the tree begins."""
    visible = Region.objects.visible_to(user)
    return visible.exclude(parent__in=visible).order_by("code")


def with_children(regions: QuerySet[Region]) -> QuerySet[Region]:
    """Regions, told whether and how many there are below."""
    below = Region.objects.filter(parent=OuterRef("pk"))
    count = below.order_by().values("parent").annotate(count=Count("pk")).values("count")
    return regions.annotate(
        child_count=Coalesce(Subquery(count, output_field=IntegerField()), 0), has_children=Exists(below)
    )


def path_of(region: Region) -> list[Region]:
    """The regions above, from the province down."""
    return list(Region.objects.filter(pk__in=ancestors_of(region.code)).order_by("code"))


def with_paths(regions: Iterable[Region]) -> None:
    """Give each region the names above it, in one line: 江州省 · 云阳市."""
    regions = list(regions)
    codes = {code for region in regions for code in ancestors_of(region.code)}
    names = dict(Region.objects.filter(pk__in=codes).values_list("code", shown_name()))
    for region in regions:
        region.path = " · ".join(names[code] for code in ancestors_of(region.code) if code in names)


def suggested_regions(user: Any) -> list[tuple[str, str]]:
    """Codes and names to choose from: the first of the person's regions, from above."""
    return list(Region.objects.visible_to(user).order_by("level", "code").values_list("code", shown_name())[:CHOICES])


def suggested_organisations(user: Any) -> list[tuple[str, str]]:
    """Codes and names of open organisations to choose from."""
    return list(
        Organisation.objects.visible_to(user).open().order_by("code").values_list("code", shown_name())[:CHOICES]
    )


def with_kinds(organisations: Iterable[Organisation]) -> None:
    """Give each organisation the name of its kind, or the word that stands for it."""
    kinds = kinds_of_organisations()
    for organisation in organisations:
        organisation.kind_label = kinds.get(organisation.kind, organisation.kind)


def kinds_of_organisations() -> dict[str, str]:
    """Kinds by code, in the reader's language."""
    return {kind.code: str(kind) for kind in OrganisationKind.objects.order_by("pk")}
