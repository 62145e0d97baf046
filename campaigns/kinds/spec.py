"""What makes one of the five creations different, as data."""

from dataclasses import dataclass

from ..choices import CreationType, PartyLevel
from .fields import FieldSpec


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One creation type: at which levels its subjects stand, and the fields of their profile."""

    creation_type: CreationType
    levels: tuple[PartyLevel, ...]
    profile: tuple[FieldSpec, ...]
    identifies_people: bool = False
