"""What lists of problems are narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.models import Region
from foundation.web.reach import ReachFilter

from ..choices import ProblemState, Severity, Source
from ..models import Problem, SiteType
from ..querysets import late
from .reach import organisations_in_reach, regions_in_reach


class ProblemFilter(django_filters.FilterSet):
    """Problems by state, severity, source, place, type of site, organisation and the day they were found."""

    state = django_filters.ChoiceFilter(choices=ProblemState.choices, label=_("State"))
    severity = django_filters.ChoiceFilter(choices=Severity.choices, label=_("Severity"))
    source = django_filters.ChoiceFilter(choices=Source.choices, label=_("Source"))
    region = ReachFilter(method="in_region", queryset=regions_in_reach, label=_("Street or town"))
    type = django_filters.ModelChoiceFilter(
        field_name="site__type", queryset=SiteType.objects.order_by("code"), to_field_name="code", label=_("Site type")
    )
    organisation = ReachFilter(queryset=organisations_in_reach, label=_("Organisation"))
    found = django_filters.DateFromToRangeFilter(field_name="found_at", label=pgettext_lazy("filter", "Found"))
    closed = django_filters.DateFromToRangeFilter(field_name="closed_at", label=pgettext_lazy("filter", "Closed"))
    due = django_filters.DateFromToRangeFilter(field_name="first_due_at", label=_("Deadline"))
    site = django_filters.CharFilter(field_name="site__code", label=_("Site code"))

    class Meta:
        model = Problem
        fields: list[str] = []

    def in_region(self, problems: QuerySet, name: str, value: Region) -> QuerySet:
        return problems.filter(district=value.district_code, region__code__startswith=value.code)


class BoardFilter(ProblemFilter):
    """What the board is narrowed by beside its tabs."""

    state = None
    site = django_filters.CharFilter(field_name="site__code", widget=forms.HiddenInput)
    overdue = django_filters.BooleanFilter(method="only_overdue", label=_("Overdue"), widget=forms.CheckboxInput)

    def only_overdue(self, problems: QuerySet, name: str, value: bool) -> QuerySet:
        return problems.filter(late(timezone.now())) if value else problems
