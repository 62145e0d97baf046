"""What lists of progress reports are narrowed by."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CheckboxInput, HiddenInput
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodKind, PeriodNotUnderstood
from foundation.web.reach import ReachFilter

from ..choices import CreationType, PartyLevel, ReportFace, ReportState
from ..models import ProgressReport, ReportVerdict
from ..querysets.reports import late, missing
from .boards import townships_in_reach

PERIODS_BACK = 12


def periods_to_choose() -> list[tuple[str, str]]:
    """The months and quarters of a year back, the latest first."""
    language, found = get_language() or "zh-hans", []
    for kind, count in ((PeriodKind.MONTH, PERIODS_BACK), (PeriodKind.QUARTER, 4)):
        period = Period.containing(timezone.localdate(), kind)
        for _number in range(count):
            found.append((period.code, period.label(language)))
            period = period.previous()
    return found


def organisations_in_reach(request: Any) -> QuerySet[Organisation]:
    """Organisations that somebody may choose from."""
    return Organisation.objects.visible_to(request.user).open().order_by("code")


class ReportFilter(django_filters.FilterSet):
    """Reports by type, period, who files, place and lateness; tabs and links choose the rest."""

    creation_type = django_filters.ChoiceFilter(
        field_name="template__creation_type", choices=CreationType.choices, label=_("Creation type")
    )
    period = django_filters.ChoiceFilter(choices=periods_to_choose, label=_("Period"))
    level = django_filters.ChoiceFilter(choices=PartyLevel.choices, label=_("Filed by"))
    region = ReachFilter(method="in_region", queryset=townships_in_reach, label=_("Street or town"))
    face = django_filters.ChoiceFilter(method="with_this_face", choices=ReportFace.choices, label=_("In time or late"))
    disputed = django_filters.BooleanFilter(
        field_name="is_disputed", label=_("Figures disputed"), widget=CheckboxInput, method="with_dispute"
    )
    q = django_filters.CharFilter(method="called", label=_("Name or code"))
    organisation = django_filters.NumberFilter(
        field_name="organisation_id", min_value=1, max_value=2**63 - 1, widget=HiddenInput
    )
    place = django_filters.CharFilter(method="in_place", widget=HiddenInput)
    template = django_filters.NumberFilter(
        field_name="template_id", min_value=1, max_value=2**63 - 1, widget=HiddenInput
    )
    due = django_filters.DateFromToRangeFilter(field_name="due_on", widget=django_filters.widgets.DateRangeWidget())
    returned = django_filters.BooleanFilter(method="was_returned", widget=HiddenInput)
    subject = django_filters.NumberFilter(field_name="subject_id", widget=HiddenInput, min_value=1, max_value=2**63 - 1)

    class Meta:
        model = ProgressReport
        fields: list[str] = []

    def in_region(self, rows: QuerySet, name: str, value: Region) -> QuerySet:
        return rows.filter(district=value.district_code, region__code__startswith=value.code)

    def in_place(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(region__code__startswith=value) if value.isdigit() else rows.none()

    def with_this_face(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        on = timezone.localdate()
        match value:
            case ReportFace.LATE:
                return rows.filter(late())
            case ReportFace.MISSING:
                return rows.filter(missing(on))
            case ReportFace.IN_TIME:
                return rows.filter(~late(), first_submitted_at__isnull=False)
            case _:
                return rows.filter(first_submitted_at=None).exclude(missing(on))

    def with_dispute(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(is_disputed=True) if value else rows

    def called(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        words = value.strip()
        own = Q(organisation__isnull=False) & (Q(organisation__name__contains=words) | Q(organisation__code=words))
        return rows.filter(own | Q(organisation=None, region__name__contains=words) | Q(region__code=words))

    def was_returned(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        sent_back = ReportVerdict.objects.filter(report=OuterRef("pk"), verdict=ReportState.RETURNED)
        return rows.filter(Exists(sent_back)) if value else rows


class ReportApiFilter(ReportFilter):
    """For clients: by state too, and by the code of the template."""

    state = django_filters.ChoiceFilter(choices=ReportState.choices)
    code = django_filters.CharFilter(field_name="template__code")
    period = django_filters.CharFilter(method="of_period")

    def of_period(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        try:
            return rows.filter(period=Period.parse(value).code)
        except PeriodNotUnderstood:
            return rows.none()
