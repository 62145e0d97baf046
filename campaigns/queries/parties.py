"""Who takes part in a creation when nobody says otherwise."""

from dataclasses import dataclass

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, OrganisationKind, Region

from ..choices import PartyLevel
from ..kinds import spec_of
from ..models import Subject

LEVELS = {
    RegionLevel.PREFECTURE: PartyLevel.COUNTY,
    RegionLevel.DISTRICT: PartyLevel.COUNTY,
    RegionLevel.TOWNSHIP: PartyLevel.TOWNSHIP,
    RegionLevel.VILLAGE: PartyLevel.VILLAGE,
}
DEPARTMENTS = ("party", "government", "vertical", "mass", "institution")


@dataclass(frozen=True, slots=True)
class Party:
    """A place, or an organisation with the place it belongs to."""

    region: str
    organisation: int | None
    level: str


def usual_parties(subject: Subject) -> list[Party]:
    """A city's streets, towns and departments; everybody else files for itself, a family's village for the family."""
    if spec_of(subject.creation_type).takes_part_with_all:
        return [*townships_of(subject.region_id), *departments_of(subject.region_id)]
    if subject.organisation_id:
        return [Party(subject.region_id, subject.organisation_id, PartyLevel.ORGANISATION)]
    return [Party(subject.region_id, None, LEVELS[RegionLevel(subject.region.level)])]


def townships_of(region: str) -> list[Party]:
    """All streets and towns of a district or city."""
    codes = Region.objects.under(region).filter(level=RegionLevel.TOWNSHIP).order_by("code")
    return [Party(code, None, PartyLevel.TOWNSHIP) for code in codes.values_list("code", flat=True)]


def departments_of(region: str) -> list[Party]:
    """The departments of a district or city itself: open organisations that are no local office, school or company."""
    kinds = OrganisationKind.objects.filter(group__in=DEPARTMENTS).values("code")
    found = Organisation.objects.open().filter(region=region, kind__in=kinds).order_by("code")
    return [Party(region, pk, PartyLevel.ORGANISATION) for pk in found.values_list("pk", flat=True)]
