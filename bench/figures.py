"""One measured figure with its limit, and the table of all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from unicodedata import east_asian_width


@dataclass(frozen=True)
class Figure:
    """What was measured, what it is held against, and how far it may be from it.

    With ``beside`` the limit is a ratio to that value, without it the limit is in the unit of the figure itself.
    """

    name: str
    value: float
    unit: str
    limit: float
    beside: float | None = None
    beside_name: str = ""
    at_least: bool = False

    @property
    def compared(self) -> float:
        return self.value if self.beside is None else self.value / self.beside

    @property
    def is_kept(self) -> bool:
        return self.compared >= self.limit if self.at_least else self.compared <= self.limit


def seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """How long the work takes, the middle of some runs."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken)


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table in Markdown, so that it can be kept in docs/performance.md as it is."""
    rows = [["work", "measured", "beside", "ratio", "limit", "kept"]]
    for one in figures:
        beside = f"{one.beside_name} {one.beside:,.4g} {one.unit}" if one.beside is not None else ""
        ratio = f"{one.compared:.2f}" if one.beside is not None else ""
        limit = f"{'≥' if one.at_least else '≤'} {one.limit:g}" + ("" if one.beside is not None else f" {one.unit}")
        kept = "yes" if one.is_kept else "NO"
        rows.append([one.name, f"{one.value:,.4g} {one.unit}", beside, ratio, limit, kept])
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(map(_padded, row, widths)) + " |" for row in rows)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
