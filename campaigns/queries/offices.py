"""Whose office it is that writes documents and is told of things."""

from collections.abc import Iterable
from typing import Any

from django.db.models.functions import Length

from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User
from foundation.organisations.choices import DISTRICT_DIGITS, RegionLevel
from foundation.organisations.models import Organisation, Region

OFFICE_KIND = "civilisation_office"
MOST_PLACES = 12


def office_of(district: Region) -> str:
    """The office that issues documents of a district, by its own name where it is known (文明办)."""
    office = Organisation.objects.open().filter(kind=OFFICE_KIND, region=district.pk).order_by("pk").first()
    return office.name if office else f"{district.name}文明办"


def administered_districts(*, on: Any) -> list[str]:
    """Districts with an office of their own: somebody administers just that district on this day."""
    held = Grant.objects.in_force(on=on).filter(role=Role.ADMIN, user__is_active=True)
    codes = held.annotate(length=Length("region")).filter(length=DISTRICT_DIGITS).values_list("region", flat=True)
    return sorted(set(codes))


def officials_of_place(region: str, *, on: Any) -> Iterable[User]:
    """Officials of exactly this street, town or village."""
    grants = Grant.objects.in_force(on=on).filter(role=Role.OFFICIAL, region=region)
    return User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("pk")


def administered_by(user: Any) -> list[Region]:
    """The districts that somebody administers, at most a few; for links to what is set there."""
    mine = Region.objects.filter(user.region_scope("code", roles=[Role.ADMIN])).districts()
    return list(mine.defer("boundary").order_by("code")[:MOST_PLACES])


def own_offices(user: Any) -> Any:
    """The places from the district up that somebody administers; the office of a place sets rules for all below."""
    mine = Region.objects.filter(user.region_scope("code", roles=[Role.ADMIN]))
    return mine.exclude(level__in=[RegionLevel.TOWNSHIP, RegionLevel.VILLAGE]).defer("boundary").order_by("code")
