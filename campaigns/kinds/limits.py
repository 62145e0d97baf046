"""Whether a wedding or a funeral kept to the local limits: worked out from what was counted, never typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

WITHIN, EXCEEDED, CANCELLED = "within", "exceeded", "cancelled"
# Which answer of the entry each limit bounds.
BOUNDED = {"tables": "actual_tables", "cost_each": "cost_each", "gift_each": "gift_each", "bride_price": "bride_price"}

# What a family declares, before anything is counted.
DECLARED = {"tables": "planned_tables", "bride_price": "bride_price"}


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a place for one occasion (办事标准); None where a place sets none."""

    tables: Decimal | None = None
    cost_each: Decimal | None = None
    gift_each: Decimal | None = None
    bride_price: Decimal | None = None

    def as_json(self) -> dict[str, str]:
        """What is kept with the entry, so that its outcome can be explained later."""
        pairs = ((name, getattr(self, name)) for name in BOUNDED)
        return {name: f"{Decimal(value).normalize():f}" for name, value in pairs if value is not None}


def over(values: Mapping[str, Any], limits: Limits) -> list[str]:
    """The limits that were not kept, by name."""
    found = []
    for name, field in BOUNDED.items():
        most, counted = getattr(limits, name), values.get(field)
        if most is not None and counted is not None and Decimal(str(counted)) > most:
            found.append(name)
    return found


def outcome(values: Mapping[str, Any], limits: Limits | None) -> str | None:
    """What the check came to; None before the check, and where no limit is set or nothing was counted."""
    if values.get("checked_on") is None:
        return None
    if values.get("took_place") == CANCELLED:
        return CANCELLED
    compared = limits is not None and any(
        getattr(limits, name) is not None and values.get(field) is not None for name, field in BOUNDED.items()
    )
    if limits is None or not compared:
        return None
    return EXCEEDED if over(values, limits) else WITHIN
