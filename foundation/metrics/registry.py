"""Who computes which metric. What keeps records registers a source; nothing here knows the business."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from foundation.periods import Period

from .models import Metric

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """For whom a figure is computed: a region with everything below it, or one organisation."""

    region: str
    organisation: int | None = None


Values = dict[tuple[str, Party], Decimal | None]


class Source(Protocol):
    """What computes metrics from the records it keeps."""

    def names(self) -> Collection[str]:
        """The metrics it computes now; a source whose metrics are rows may ask the database."""

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        """Every name for every party, as of ``at``, in a number of statements that does not depend on the parties.

        A count without records is 0; a ratio, mean or least without records is None.
        """

    def records_url(self, name: str, party: Party, period: Period) -> str:
        """The address of the list of the records that are counted; empty when there is none."""


_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Make a source known; called once from the ``ready`` of the app that keeps the records."""
    _SOURCES.append(source)


def computed(names: Iterable[str]) -> frozenset[str]:
    """Those of the names that some source computes, directly or by the formula of their definition."""
    wanted = set(names)
    direct = _by_source(wanted)
    found = {name for mine in direct.values() for name in mine}
    formulas = _formulas(wanted - found)
    if formulas:
        parts = {part for pair in formulas.values() for part in pair}
        known = {name for mine in _by_source(parts).values() for name in mine}
        found |= {name for name, pair in formulas.items() if known.issuperset(pair)}
    return frozenset(found)


def values(names: Iterable[str], parties: Iterable[Party], period: Period, *, at: dt.datetime) -> Values:
    """Every computed metric for every party; names that nothing computes are left out.

    A ratio by formula is in percent when its unit is %, and None when its denominator is 0 or None.
    """
    wanted, parties = set(names), sorted(set(parties), key=lambda party: (party.region, party.organisation or 0))
    direct = _by_source(wanted)
    formulas = _formulas(wanted - {name for mine in direct.values() for name in mine})
    parts = {part for pair in formulas.values() for part in pair}
    found: Values = {}
    for position, mine in _by_source(wanted | parts).items():
        found.update(_SOURCES[position].compute(mine, parties, period, at=at))
    percent = set(Metric.objects.filter(pk__in=formulas, unit="%").values_list("pk", flat=True)) if formulas else set()
    for name, (above, below) in formulas.items():
        for party in parties:
            if (above, party) in found and (below, party) in found:
                whole = HUNDRED if name in percent else Decimal(1)
                found[name, party] = _ratio(found[above, party], found[below, party], whole)
    return {key: value for key, value in found.items() if key[0] in wanted}


def records_url(name: str, party: Party, period: Period) -> str:
    """Where the records behind a figure are listed; of a ratio by formula, those of its first part."""
    for position, mine in _by_source({name}).items():
        if name in mine:
            return _SOURCES[position].records_url(name, party, period)
    formulas = _formulas({name})
    return records_url(formulas[name][0], party, period) if name in formulas else ""


def _by_source(wanted: Collection[str]) -> dict[int, list[str]]:
    """Which source computes which of the names; the first registered wins."""
    left, found = set(wanted), {}
    for position, source in enumerate(_SOURCES):
        mine = left.intersection(source.names()) if left else set()
        if mine:
            found[position] = sorted(mine)
            left -= mine
    return found


def _formulas(names: Collection[str]) -> Mapping[str, tuple[str, str]]:
    if not names:
        return {}
    rows = Metric.objects.filter(pk__in=names).exclude(formula="").values_list("pk", "formula")
    return {name: (above.strip(), below.strip()) for name, text in rows for above, below in [text.split("/", 1)]}


def _ratio(above: Decimal | None, below: Decimal | None, whole: Decimal) -> Decimal | None:
    return None if above is None or not below else whole * above / below
