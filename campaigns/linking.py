"""What may be counted in joint campaigns: kinds of records, registered by the packages that keep them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Facts:
    """What a campaign keeps of a record: title, address, day, place and organisation."""

    title: str
    url: str
    on: dt.date
    district: str
    region: str
    organisation: int | None


@dataclass(frozen=True, slots=True)
class Linkable:
    """One kind of record: its name, the records somebody sees, and what is kept of one."""

    kind: str
    label: str | Promise
    visible_to: Callable[[Any], QuerySet]
    facts: Callable[[Any], Facts]


_kinds: dict[str, Linkable] = {}


def register(linkable: Linkable) -> None:
    """Let records of a kind be counted in joint campaigns; registering again replaces."""
    _kinds[linkable.kind] = linkable


def linkable(kind: str) -> Linkable | None:
    """The kind of this name, when there is one."""
    return _kinds.get(kind)


def labels() -> dict[str, str | Promise]:
    """What the kinds are called, in the order of their names."""
    return {kind: _kinds[kind].label for kind in sorted(_kinds)}
