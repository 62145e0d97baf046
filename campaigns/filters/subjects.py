"""What lists of cycles and subjects are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region
from foundation.web.reach import ReachFilter

from ..choices import CreationType, CycleState, SubjectState
from ..models import Cycle, Subject
from .boards import townships_in_reach


def cycles_in_reach(request: Any) -> QuerySet[Cycle]:
    """Cycles that somebody may choose from."""
    return Cycle.objects.visible_to(request.user).order_by("-starts_on", "region", "-pk")


class CycleFilter(django_filters.FilterSet):
    """Cycles by state."""

    state = django_filters.ChoiceFilter(choices=CycleState.choices, label=_("State"))

    class Meta:
        model = Cycle
        fields: list[str] = []


class SubjectFilter(django_filters.FilterSet):
    """Subjects by text, creation type, place, cycle, state, and whether their profile has gaps."""

    q = django_filters.CharFilter(method="by_text", label=_("Name, initials or code"))
    creation_type = django_filters.ChoiceFilter(
        choices=CreationType.choices, label=_("Creation type"), widget=forms.HiddenInput
    )
    region = ReachFilter(method="in_region", queryset=townships_in_reach, label=_("Street or town"))
    under = django_filters.CharFilter(method="under_code", label=_("Region"), widget=forms.HiddenInput)
    cycle = django_filters.ModelChoiceFilter(queryset=cycles_in_reach, label=_("Cycle"))
    state = django_filters.ChoiceFilter(choices=SubjectState.choices, label=_("State"))
    gaps = django_filters.BooleanFilter(method="with_gaps", label=_("Gaps in the profile"), widget=forms.CheckboxInput)

    class Meta:
        model = Subject
        fields: list[str] = []

    def by_text(self, subjects: QuerySet, name: str, value: str) -> QuerySet:
        return subjects.matching(value)

    def in_region(self, subjects: QuerySet, name: str, value: Region) -> QuerySet:
        return subjects.filter(district=value.district_code).under(value.code)

    def under_code(self, subjects: QuerySet, name: str, value: str) -> QuerySet:
        return subjects.under(value) if value.isdigit() else subjects.none()

    def with_gaps(self, subjects: QuerySet, name: str, value: bool) -> QuerySet:
        return subjects.filter(gaps__gt=0) if value else subjects
