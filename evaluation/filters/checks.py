"""What lists of checks are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, PeriodNotUnderstood
from foundation.web.reach import ReachFilter

from ..choices import CheckState
from ..models import Check, CheckFlag, SiteType
from ..querysets import missed
from .reach import inspectors_in_reach, last_months, regions_in_reach

YES = [("1", _("Yes"))]


class CheckFilter(django_filters.FilterSet):
    """Checks by day, state, place, type of site, inspector, and whether something is asked about them."""

    date = django_filters.DateFilter(field_name="on", label=_("Day"))
    month = django_filters.ChoiceFilter(method="in_month", choices=(), label=_("Month"))
    week = django_filters.CharFilter(method="in_week", label=_("Week"), widget=forms.HiddenInput)
    state = django_filters.ChoiceFilter(
        method="in_state", label=_("State"), choices=[*CheckState.choices, ("missed", _("Missed"))]
    )
    region = ReachFilter(method="in_region", queryset=regions_in_reach, label=_("Street or town"))
    type = django_filters.ModelChoiceFilter(
        field_name="site__type", queryset=SiteType.objects.order_by("code"), to_field_name="code", label=_("Site type")
    )
    inspector = ReachFilter(queryset=inspectors_in_reach, named_by=("username", "name"), label=_("Inspector"))
    flagged = django_filters.ChoiceFilter(method="with_flags", choices=YES, label=_("In question"))
    mine = django_filters.ChoiceFilter(method="of_reader", choices=YES, label=_("Mine"))

    class Meta:
        model = Check
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["month"].extra["choices"] = last_months()

    def in_month(self, checks: QuerySet, name: str, value: str) -> QuerySet:
        month = Period.parse(value, PeriodKind.MONTH)
        return checks.filter(on__range=(month.start, month.end))

    def in_week(self, checks: QuerySet, name: str, value: str) -> QuerySet:
        try:
            week = Period.parse(value, PeriodKind.WEEK)
        except PeriodNotUnderstood:
            return checks.none()
        return checks.filter(on__range=(week.start, week.end))

    def in_state(self, checks: QuerySet, name: str, value: str) -> QuerySet:
        return checks.filter(missed(timezone.localdate())) if value == "missed" else checks.filter(state=value)

    def in_region(self, checks: QuerySet, name: str, value: Region) -> QuerySet:
        return checks.filter(district=value.district_code, region__code__startswith=value.code)

    def with_flags(self, checks: QuerySet, name: str, value: str) -> QuerySet:
        return checks.filter(Exists(CheckFlag.objects.filter(check_record=OuterRef("pk"), answered_at=None)))

    def of_reader(self, checks: QuerySet, name: str, value: str) -> QuerySet:
        return checks.filter(inspector=self.request.user)
