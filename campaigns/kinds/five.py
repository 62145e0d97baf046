"""The five creations, each with its own file."""

from ..choices import CreationType
from . import campus, city, family, unit, village_town
from .spec import KindSpec

KINDS: dict[str, KindSpec] = {
    spec.creation_type: spec for spec in (city.SPEC, village_town.SPEC, unit.SPEC, campus.SPEC, family.SPEC)
}


def spec_of(creation_type: str) -> KindSpec:
    """What is special about one of the five."""
    return KINDS[CreationType(creation_type)]
