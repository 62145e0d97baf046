"""A version of an indicator system as rows of the import file."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from ..models import IndicatorSystem
from ..queries.trees import Entry

# The header is that of the import file, so it is not translated.
HEADER = (
    *("system", "version", "code", "parent", "name", "points", "method", "rule", "deduct_each", "target", "direction"),
    *("options", "site_types", "severity", "name_en", "guidance", "guidance_en"),
)
PASS_RATE = "pass_rate"


def header_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The columns of the catalogue; the pass rate only where some item has its own."""
    return (*HEADER, PASS_RATE) if any(entry.pass_rate is not None for entry in entries) else HEADER


def indicator_rows(system: IndicatorSystem, entries: Sequence[Entry]) -> Iterator[tuple[Any, ...]]:
    """One tuple for each indicator, as long as the header; reading them again gives the same version."""
    width = len(header_of(entries))
    for entry in entries:
        row = (
            system.code,
            system.version,
            entry.code,
            entry.parent,
            entry.name,
            plain(entry.points),
            entry.method,
            entry.rule,
            plain(entry.deduct_each),
            plain(entry.target),
            entry.direction,
            entry.options,
            ";".join(entry.site_types),
            entry.severity,
            entry.name_en,
            entry.guidance,
            entry.guidance_en,
            plain(entry.pass_rate),
        )
        yield row[:width]


def plain(value: Decimal | None) -> str:
    """A number as people write it: 5, not 5.000."""
    return "" if value is None else f"{value.normalize():f}"
