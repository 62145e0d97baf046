"""What makes one of the five creations different, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from foundation.organisations.choices import RegionLevel

from ..choices import CreationType, PartyLevel
from .fields import FieldSpec


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One creation type: at which levels its subjects stand, and the fields of their profile.

    A subject is an organisation, or a region of one of the ``places``. ``named_by`` is the personal field that a
    subject is called after, masked; with ``takes_part_with_all`` everybody in the region files for it.
    """

    creation_type: CreationType
    levels: tuple[PartyLevel, ...]
    profile: tuple[FieldSpec, ...]
    identifies_people: bool = False
    is_organisation: bool = False
    places: Mapping[RegionLevel, PartyLevel] = field(default_factory=dict)
    named_by: str = ""
    takes_part_with_all: bool = False

    def level_at(self, region_level: int) -> PartyLevel | None:
        """At which level a subject in such a region stands; None where it cannot lie."""
        return PartyLevel.ORGANISATION if self.is_organisation else self.places.get(RegionLevel(region_level))
