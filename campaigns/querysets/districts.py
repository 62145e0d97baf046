"""What everybody who works in a district sees of it."""

from typing import Any

from django.db.models import Q

from foundation.organisations.choices import DISTRICT_DIGITS


def works_in(user: Any, field: str = "district") -> Q:
    """Rows of the districts in which somebody holds a grant, in whatever part of them."""
    codes = {grant.region[:DISTRICT_DIGITS] for grant in user.held if grant.region} | user.organisation_regions
    return user.region_scope(f"{field}__code") | Q(**{f"{field}__in": sorted(codes)})
