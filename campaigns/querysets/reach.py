"""Rules that an office sets hold for everybody below it, so those below see them."""

from typing import Any

from django.db.models import Q

from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.organisations.codes import ancestors_of


def set_for(user: Any, field: str) -> Q:
    """Rows that were set in one's places or in the places above them; ``field`` names the region's column."""
    if user.is_superuser:
        return Q(pk__isnull=False)
    places = {grant.region for grant in user.held if grant.region} | set(user.organisation_regions)
    over = {code for place in places for code in [place, *ancestors_of(place)]}
    return user.region_scope(f"{field}__code") | Q(**{f"{field}__in": sorted(over)})


def whole_districts(user: Any) -> list[str]:
    """The districts of somebody whose grants are districts and nothing else; none when they are anything else."""
    held = () if user.is_superuser else user.held
    codes = {grant.region for grant in held}
    return sorted(codes) if codes and all(code and len(code) == DISTRICT_DIGITS for code in codes) else []
