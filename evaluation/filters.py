"""What lists of checks and problems are narrowed by, on pages and in the API."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.models import User
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodKind

from .choices import CheckState, ProblemState, Severity, SiteState, Source
from .models import Check, CheckFlag, Problem, Site, SiteType
from .querysets import missed

YES = [("1", _("Yes"))]
MONTHS_BACK = 24


def regions_in_reach(request: Any) -> QuerySet[Region]:
    """Streets and towns that somebody may choose from."""
    return Region.objects.visible_to(request.user).filter(level=RegionLevel.TOWNSHIP).order_by("code")


def organisations_in_reach(request: Any) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.user).open().order_by("code")


def inspectors_in_reach(request: Any) -> QuerySet[User]:
    """Inspectors of the places that somebody sees."""
    held = User.objects.holding(Role.INSPECTOR, on=timezone.localdate())
    reach = request.user.region_scope("grants__region__code")
    return held.filter(Q(pk=request.user.pk) | reach).distinct().order_by("name", "pk")


def last_months() -> list[tuple[str, str]]:
    """The months of a year back, the latest first."""
    month, months = Period.containing(timezone.localdate(), PeriodKind.MONTH), []
    for _number in range(MONTHS_BACK):
        months.append((month.code, month.label(get_language() or "zh-hans")))
        month = month.previous()
    return months


class CheckFilter(django_filters.FilterSet):
    """Checks by day, state, place, type of site, inspector, and whether something is asked about them."""

    date = django_filters.DateFilter(field_name="on", label=_("Day"))
    month = django_filters.ChoiceFilter(method="in_month", choices=(), label=_("Month"))
    state = django_filters.ChoiceFilter(
        method="in_state", label=_("State"), choices=[*CheckState.choices, ("missed", _("Missed"))]
    )
    region = django_filters.ModelChoiceFilter(method="in_region", queryset=regions_in_reach, label=_("Street or town"))
    type = django_filters.ModelChoiceFilter(
        field_name="site__type", queryset=SiteType.objects.order_by("code"), to_field_name="code", label=_("Site type")
    )
    inspector = django_filters.ModelChoiceFilter(queryset=inspectors_in_reach, label=_("Inspector"))
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

    def in_state(self, checks: QuerySet, name: str, value: str) -> QuerySet:
        return checks.filter(missed(timezone.localdate())) if value == "missed" else checks.filter(state=value)

    def in_region(self, checks: QuerySet, name: str, value: Region) -> QuerySet:
        return checks.filter(district=value.district_code, region__code__startswith=value.code)

    def with_flags(self, checks: QuerySet, name: str, value: str) -> QuerySet:
        return checks.filter(Exists(CheckFlag.objects.filter(check_record=OuterRef("pk"), answered_at=None)))

    def of_reader(self, checks: QuerySet, name: str, value: str) -> QuerySet:
        return checks.filter(inspector=self.request.user)


class ProblemFilter(django_filters.FilterSet):
    """Problems by state, severity, source, place, type of site, organisation and the day they were found."""

    state = django_filters.ChoiceFilter(choices=ProblemState.choices, label=_("State"))
    severity = django_filters.ChoiceFilter(choices=Severity.choices, label=_("Severity"))
    source = django_filters.ChoiceFilter(choices=Source.choices, label=_("Source"))
    region = django_filters.ModelChoiceFilter(method="in_region", queryset=regions_in_reach, label=_("Street or town"))
    type = django_filters.ModelChoiceFilter(
        field_name="site__type", queryset=SiteType.objects.order_by("code"), to_field_name="code", label=_("Site type")
    )
    organisation = django_filters.ModelChoiceFilter(queryset=organisations_in_reach, label=_("Organisation"))
    found = django_filters.DateFromToRangeFilter(field_name="found_at", label=_("Found"))
    site = django_filters.CharFilter(field_name="site__code", label=_("Site code"))

    class Meta:
        model = Problem
        fields: list[str] = []

    def in_region(self, problems: QuerySet, name: str, value: Region) -> QuerySet:
        return problems.filter(district=value.district_code, region__code__startswith=value.code)


class SiteFilter(django_filters.FilterSet):
    """Sites by text, type, place, organisation, last score, state."""

    q = django_filters.CharFilter(method="by_text", label=_("Name, pinyin initials or code"))
    type = django_filters.ModelChoiceFilter(
        queryset=SiteType.objects.order_by("pk"), to_field_name="code", label=_("Site type")
    )
    region = django_filters.ModelChoiceFilter(method="in_region", queryset=regions_in_reach, label=_("Street or town"))
    organisation = django_filters.ModelChoiceFilter(queryset=organisations_in_reach, label=_("Organisation"))
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
