"""What somebody may choose from in a filter."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.accounts.choices import Role
from foundation.accounts.models import User
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodKind
from foundation.web.moments import period as period_name

MONTHS_BACK = 24


def regions_in_reach(request: Any) -> QuerySet[Region]:
    """Streets and towns that somebody may choose from."""
    rows = Region.objects.visible_to(request.user).filter(level=RegionLevel.TOWNSHIP)
    return rows.defer("boundary").order_by("code")


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
        months.append((month.code, period_name(month)))
        month = month.previous()
    return months
