"""From sums for each place to sums for each party: one pass over grouped rows, however many parties ask."""

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from foundation.organisations.choices import CODE_LENGTHS, DISTRICT_DIGITS

from .registry import Party

Row = Sequence[Any]
Fold = Callable[[Decimal, Decimal], Decimal]


def add(one: Decimal, other: Decimal) -> Decimal:
    """How counts and sums of places become those of the place above."""
    return one + other


def rolled_up(
    rows: Iterable[Row], parties: Collection[Party], *, fold: Fold = add
) -> dict[Party, list[Decimal | None]]:
    """Values of each party from rows ``(region, organisation or None, value, …)``, grouped by region and organisation.

    A region takes what lies in it and below it, an organisation what is its own, wherever it lies. A value of None
    adds nothing; a party without a row is left out.
    """
    regions = {party.region: party for party in parties if party.organisation is None}
    organisations = {party.organisation: party for party in parties if party.organisation is not None}
    found: dict[Party, list[Decimal | None]] = {}
    for region, organisation, *values in rows:
        for length in CODE_LENGTHS:
            if length <= len(region) and (party := regions.get(region[:length])) is not None:
                _fold(found, party, values, fold)
        if (party := organisations.get(organisation)) is not None:
            _fold(found, party, values, fold)
    return found


def _fold(found: dict[Party, list[Decimal | None]], party: Party, values: list[Any], fold: Fold) -> None:
    mine = found.setdefault(party, [None] * len(values))
    for position, value in enumerate(values):
        if value is not None:
            had = mine[position]
            mine[position] = Decimal(value) if had is None else fold(had, Decimal(value))


def districts_like(parties: Collection[Party]) -> list[str]:
    """Patterns of the districts in which anything of the parties can lie, for ``district_id LIKE ANY (…)``."""
    return sorted({f"{party.region[:DISTRICT_DIGITS]}%" for party in parties})
