"""Kinds as data: typed fields, and what makes each of the five creations different."""

from .fields import FieldNotUnderstood, FieldSpec, Option, specs_from
from .spec import KindSpec

__all__ = ["FieldNotUnderstood", "FieldSpec", "KindSpec", "Option", "specs_from"]
