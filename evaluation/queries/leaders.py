"""Who leads a place, and gets a copy of what goes wrong in it."""

import datetime as dt
from collections.abc import Iterable

from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User

LONGEST = 200


def leaders_of(district: str, regions: Iterable[str], *, on: dt.date) -> dict[str, list[User]]:
    """For each region its leaders and those of the places above it, up to the district (分管领导)."""
    grants = Grant.objects.in_force(on=on).filter(
        role=Role.LEADER, region__code__startswith=district, user__is_active=True
    )
    found = list(grants.select_related("user").order_by("region", "user__name", "user"))
    return {
        code: list(dict.fromkeys(grant.user for grant in found if code.startswith(grant.region_id)))
        for code in sorted(set(regions))
    }


def names_of(leaders: Iterable[User]) -> str:
    """Names as they stand in a document, as many as fit."""
    text = ""
    for leader in leaders:
        longer = f"{text}、{leader.name}" if text else leader.name
        if len(longer) > LONGEST:
            break
        text = longer
    return text
