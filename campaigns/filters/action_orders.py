"""What lists of action orders and their tasks are narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.models import Region
from foundation.web.reach import ReachFilter

from ..choices import ActionOrderState, ActionTaskState
from ..models import ActionOrder, ActionTask
from ..querysets import late_task
from .reach import organisations, townships


class ActionOrderFilter(django_filters.FilterSet):
    """Orders by state and day."""

    state = django_filters.ChoiceFilter(choices=ActionOrderState.choices, label=_("State"))
    on = django_filters.DateFromToRangeFilter(field_name="on", label=_("Day of action"))
    district = django_filters.CharFilter(field_name="district", widget=forms.HiddenInput)

    class Meta:
        model = ActionOrder
        fields: list[str] = []


class ActionTaskFilter(django_filters.FilterSet):
    """Tasks by state, organisation, place and the day they were issued."""

    state = django_filters.ChoiceFilter(choices=ActionTaskState.choices, widget=forms.HiddenInput)
    late = django_filters.BooleanFilter(method="only_late", label=_("Overdue"), widget=forms.CheckboxInput)
    region = ReachFilter(method="in_region", queryset=townships, label=_("Street or town"))
    organisation = ReachFilter(queryset=organisations, label=_("Organisation"))
    issued = django_filters.DateFromToRangeFilter(field_name="issued_on", label=pgettext_lazy("filter", "Issued"))
    order = django_filters.NumberFilter(field_name="order", widget=forms.HiddenInput)

    class Meta:
        model = ActionTask
        fields: list[str] = []

    def only_late(self, tasks: QuerySet, name: str, value: bool) -> QuerySet:
        return tasks.filter(late_task(timezone.localdate())) if value else tasks

    def in_region(self, tasks: QuerySet, name: str, value: Region) -> QuerySet:
        return tasks.filter(district=value.district_code, region__code__startswith=value.code)
