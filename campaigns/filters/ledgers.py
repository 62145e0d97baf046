"""What lists of ledger entries are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodNotUnderstood
from foundation.web.reach import ReachFilter

from ..choices import EntryState
from ..models import LedgerEntry
from ..queries.ledgers import is_register

COLUMNS = {12: "region", 9: "township", 6: "district"}


def places_to_choose(request: Any) -> QuerySet[Region]:
    """Streets and towns in reach, and the place that the address names already."""
    visible = Region.objects.visible_to(request.user)
    towns = visible.filter(level=RegionLevel.TOWNSHIP)
    named = request.GET.get("region", "")
    if named.isascii() and named.isdigit():
        towns = towns | visible.filter(pk=named)
    return towns.defer("boundary").order_by("code")


def organisations_to_choose(request: Any) -> QuerySet[Organisation]:
    """Organisations in reach."""
    return Organisation.objects.visible_to(request.user).order_by("code")


class LedgerEntryFilter(django_filters.FilterSet):
    """Entries by place, organisation and day; a figure with its period narrows to what it counts."""

    region = ReachFilter(method="in_region", queryset=places_to_choose, label=_("Street or town"))
    organisation = ReachFilter(queryset=organisations_to_choose, label=_("Organisation"))
    dated = django_filters.DateFromToRangeFilter(field_name="dated_on", label=pgettext_lazy("filter", "Day"))
    figure = django_filters.CharFilter(method="behind_figure", widget=forms.HiddenInput)
    period = django_filters.CharFilter(method="as_it_is", widget=forms.HiddenInput)
    subject = django_filters.NumberFilter(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    class Meta:
        model = LedgerEntry
        fields: list[str] = []

    def in_region(self, entries: QuerySet, name: str, value: Region) -> QuerySet:
        column = COLUMNS.get(len(value.code))
        if column is None:
            return entries.filter(district__code__startswith=value.code)
        return entries.filter(**{"district": value.district_code, column: value.code})

    def behind_figure(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """The entries that a figure counts in the period of the address; without a period, ever."""
        span = period_in(self.data)
        if span is None:
            return entries.filter(amounts__figure=value)
        return entries.behind(value, start=None if is_register(value) else span.start, end=span.end)

    def as_it_is(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """The period narrows together with its figure, and without one to its days."""
        span = period_in(self.data)
        if span is None or self.data.get("figure"):
            return entries
        return entries.filter(dated_on__range=(span.start, span.end))


class LedgerEntryApiFilter(LedgerEntryFilter):
    """What clients narrow by, besides."""

    ledger = django_filters.CharFilter(field_name="ledger")
    state = django_filters.ChoiceFilter(choices=EntryState.choices)


def period_in(query: Any) -> Period | None:
    """The period that an address names; none when it names none that is one."""
    try:
        return Period.parse(query.get("period", "")) if query else None
    except PeriodNotUnderstood:
        return None
