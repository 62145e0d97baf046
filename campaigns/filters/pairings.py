"""What lists of pairings and support records are narrowed by."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.models import Region
from foundation.web.reach import ReachFilter

from ..choices import SupportKind, SupportState
from ..models import Pairing, SupportRecord
from .reach import organisations, townships


class PairingFilter(django_filters.FilterSet):
    """Pairings by street or town and unit."""

    region = ReachFilter(method="in_region", queryset=townships, label=_("Street or town"))
    organisation = ReachFilter(queryset=organisations, label=_("Unit"))

    class Meta:
        model = Pairing
        fields: list[str] = []

    def in_region(self, rows: QuerySet, name: str, value: Region) -> QuerySet:
        return rows.filter(district=value.district_code, region__code__startswith=value.code)


class SupportFilter(PairingFilter):
    """Support records by kind, day, place, unit and whether they count."""

    kind = django_filters.ChoiceFilter(choices=SupportKind.choices, label=_("What it was"))
    on = django_filters.DateFromToRangeFilter(field_name="on", label=pgettext_lazy("filter", "Day"))
    state = django_filters.ChoiceFilter(choices=SupportState.choices, label=_("State"))

    class Meta:
        model = SupportRecord
        fields: list[str] = []
