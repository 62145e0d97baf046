"""Kinds as data: typed fields, and what makes each of the five creations different."""

from .entries import EntryNotUnderstood, Stage, stages_from, understood
from .fields import FieldNotUnderstood, FieldSpec, Option, specs_from
from .five import KINDS, spec_of
from .profiles import Profile, gaps, read_profile
from .sealing import masked, seal, unseal
from .spec import KindSpec

__all__ = [
    "KINDS",
    "EntryNotUnderstood",
    "FieldNotUnderstood",
    "FieldSpec",
    "KindSpec",
    "Option",
    "Profile",
    "Stage",
    "gaps",
    "masked",
    "read_profile",
    "seal",
    "spec_of",
    "specs_from",
    "stages_from",
    "understood",
    "unseal",
]
