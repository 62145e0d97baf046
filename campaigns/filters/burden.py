"""What the burden page is narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind
from foundation.web.moments import period as period_name
from foundation.web.reach import ReachFilter

from ..models import ProgressReport
from .boards import townships_in_reach

MONTHS_BACK = 24


class BurdenFilter(django_filters.FilterSet):
    """One month, and a street or town; ``kind`` comes from the tabs."""

    month = django_filters.ChoiceFilter(method="as_it_is", choices=(), label=_("Month"))
    region = ReachFilter(method="in_region", queryset=townships_in_reach, label=_("Street or town"))

    class Meta:
        model = ProgressReport
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["month"].extra["choices"] = _months()

    @property
    def chosen(self) -> Period:
        """The month asked for, else the one that ended last."""
        told = self.form.cleaned_data.get("month") if self.form.is_valid() else ""
        last = Period.containing(timezone.localdate(), PeriodKind.MONTH).previous()
        return Period.parse(told, PeriodKind.MONTH) if told else last

    @property
    def region_code(self) -> str:
        """The street or town asked for, else nothing."""
        region = self.form.cleaned_data.get("region") if self.form.is_valid() else None
        return region.code if region else ""

    def as_it_is(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def in_region(self, rows: QuerySet, name: str, value: Region) -> QuerySet:
        return rows.filter(district=value.district_code, region__code__startswith=value.code)


def _months() -> list[tuple[str, str]]:
    month, months = Period.containing(timezone.localdate(), PeriodKind.MONTH), []
    for _number in range(MONTHS_BACK):
        months.append((month.code, period_name(month)))
        month = month.previous()
    return months
