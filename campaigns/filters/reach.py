"""What somebody may choose from in a filter."""

from typing import Any

from django.db.models import QuerySet

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region


def townships(request: Any) -> QuerySet[Region]:
    """Streets and towns that somebody may choose from."""
    rows = Region.objects.visible_to(request.user).filter(level=RegionLevel.TOWNSHIP)
    return rows.defer("boundary").order_by("code")


def organisations(request: Any) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.user).open().order_by("code")
