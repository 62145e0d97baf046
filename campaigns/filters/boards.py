"""What the boards are narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region
from foundation.web.reach import ReachFilter

from ..choices import BoardColour, BoardState
from ..models import BoardEntry


def townships_in_reach(request: Any) -> QuerySet[Region]:
    """Streets and towns that somebody may choose from."""
    return Region.objects.visible_to(request.user).filter(level=RegionLevel.TOWNSHIP).order_by("code")


class BoardFilter(django_filters.FilterSet):
    """Entries by board, state and place."""

    colour = django_filters.ChoiceFilter(choices=BoardColour.choices, label=_("Board"))
    state = django_filters.ChoiceFilter(choices=BoardState.choices, label=_("State"))
    region = ReachFilter(method="in_region", queryset=townships_in_reach, label=_("Street or town"))

    class Meta:
        model = BoardEntry
        fields: list[str] = []

    def in_region(self, entries: QuerySet, name: str, value: Region) -> QuerySet:
        return entries.filter(district=value.district_code, region__code__startswith=value.code)
