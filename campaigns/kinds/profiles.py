"""The profile of a subject: cleaned together, what identifies people apart from the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .fields import FieldNotUnderstood, FieldSpec

EMPTY = (None, "", [])


@dataclass(slots=True)
class Profile:
    """What was answered, as it is stored; ``faults`` says by field what cannot be taken."""

    values: dict[str, Any] = field(default_factory=dict)
    personal: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def read_profile(fields: Iterable[FieldSpec], given: Mapping[str, Any], *, whole: bool = True) -> Profile:
    """Clean every field; all mistakes at once. What was left empty is not stored.

    Unless the ``whole`` is asked for, only what identifies must be there: the rest may follow later.
    """
    profile = Profile()
    for one in fields:
        if not whole and not one.personal and given.get(one.code) in EMPTY:
            continue
        try:
            value = one.clean(given.get(one.code))
        except FieldNotUnderstood as wrong:
            profile.faults[one.code] = str(wrong.reason)
            continue
        if value is not None:
            (profile.personal if one.personal else profile.values)[one.code] = value
    return profile


def gaps(fields: Iterable[FieldSpec], values: Mapping[str, Any]) -> list[FieldSpec]:
    """Fields that everybody is asked for and that are not answered, those apart that identify people."""
    return [one for one in fields if one.required and not one.personal and values.get(one.code) in EMPTY]
