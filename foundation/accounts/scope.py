"""The one scoping rule: what lies inside somebody's grants (数据范围)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

NOTHING = Q(pk__in=[])
# Not an empty Q: “everything or these” would then be “these”.
EVERYTHING = Q(pk__isnull=False)


@dataclass(frozen=True, slots=True)
class Held:
    """One grant in force: a role, and where it holds. Organisations include those below."""

    role: str
    region: str | None
    organisations: frozenset[int]
    grant: int = 0


def region_q(grants: Iterable[Held], field: str) -> Q:
    """Rows whose region code lies under a region of the grants; nothing when there is none."""
    codes = sorted({grant.region for grant in grants if grant.region is not None})
    widest = [code for code in codes if not any(code != other and code.startswith(other) for other in codes)]
    reach = Q()
    for code in widest:
        reach |= Q(**{f"{field}__startswith": code}) if code else Q(**{f"{field}__isnull": False})
    return reach if widest else NOTHING


def organisation_q(grants: Iterable[Held], field: str) -> Q:
    """Rows that belong to an organisation of the grants; nothing when there is none."""
    owned = sorted({pk for grant in grants for pk in grant.organisations})
    return Q(**{f"{field}__in": owned}) if owned else NOTHING


def scope_of(
    user: Any,
    *,
    region: str = "region__code",
    organisation: str | None = "organisation_id",
    roles: Iterable[str] | None = None,
) -> Q:
    """Rows inside the user's grants, by region or by organisation.

    ``region`` and ``organisation`` name the columns, as in a filter; ``roles`` narrows to grants of these roles.
    """
    if user.is_superuser:
        return EVERYTHING
    held = [grant for grant in user.held if roles is None or grant.role in set(roles)]
    reach = region_q(held, region)
    return reach | organisation_q(held, organisation) if organisation else reach


def has_role(user: Any, *roles: str, region: Any = None, organisation: int | None = None) -> bool:
    """Does the user hold one of the roles, at this region or organisation when one is named?"""
    if user.is_superuser:
        return True
    code = getattr(region, "code", region)
    for grant in user.held:
        if grant.role not in roles:
            continue
        if code is None and organisation is None:
            return True
        if code is not None and grant.region is not None and code.startswith(grant.region):
            return True
        if organisation is not None and organisation in grant.organisations:
            return True
    return False
