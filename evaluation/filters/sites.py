"""What lists of sites are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region
from foundation.web.reach import ReachFilter

from ..choices import SiteState
from ..models import Site, SiteType
from .reach import organisations_in_reach, regions_in_reach


class SiteFilter(django_filters.FilterSet):
    """Sites by text, type, place, organisation, last score, state."""

    q = django_filters.CharFilter(method="by_text", label=_("Name, pinyin initials or code"))
    type = django_filters.ModelChoiceFilter(
        queryset=SiteType.objects.order_by("pk"), to_field_name="code", label=_("Site type")
    )
    region = ReachFilter(method="in_region", queryset=regions_in_reach, label=_("Street or town"))
    organisation = ReachFilter(queryset=organisations_in_reach, label=_("Organisation"))
    below = django_filters.NumberFilter(method="scored_below", label=_("Last score below"), min_value=0, max_value=100)
    unchecked = django_filters.BooleanFilter(
        method="unchecked_this_month", label=_("Not checked this month"), widget=forms.CheckboxInput
    )
    state = django_filters.ChoiceFilter(choices=SiteState.choices, label=_("State"), widget=forms.HiddenInput)

    class Meta:
        model = Site
        fields: list[str] = []

    def by_text(self, sites: QuerySet, name: str, value: str) -> QuerySet:
        return sites.matching(value)

    def in_region(self, sites: QuerySet, name: str, value: Region) -> QuerySet:
        return sites.filter(district=value.district_code, region__code__startswith=value.code)

    def scored_below(self, sites: QuerySet, name: str, value: Any) -> QuerySet:
        return sites.with_last_check().filter(last_score__lt=value)

    def unchecked_this_month(self, sites: QuerySet, name: str, value: bool) -> QuerySet:
        return sites.unchecked_in(timezone.localdate().replace(day=1)) if value else sites
