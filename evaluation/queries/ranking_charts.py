"""The chart beside a ranking, as the table it is drawn from."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .assessments import PeerGroup


@dataclass(frozen=True)
class Chart:
    """A titled table of months by series."""

    title: str
    subtitle: str
    heads: list[str]
    rows: list[tuple[Any, list[Decimal | None]]]


def chart_of(groups: list[PeerGroup], months: list[Any]) -> Chart | None:
    """First, last and middle of the largest group over six months; None when there is nothing to compare."""
    group = max(groups, key=lambda one: len(one.lines), default=None)
    ranked = [line for line in group.lines if line.result.rank is not None] if group else []
    if group is None or len(ranked) < 2:
        return None
    first, last = ranked[0], ranked[-1]
    series = [(str(first.party), first.trend), (str(last.party), last.trend), (_("Mean of the group"), _means(ranked))]
    rows = [(month, [trend[place] for _name, trend in series]) for place, month in enumerate(months)]
    rows = [row for row in rows if any(value is not None for value in row[1])]
    if len(rows) < 2:
        return None
    return Chart(_title(group.label, first, last), group.label, [name for name, _trend in series], rows)


def _means(lines: list[Any]) -> list[Decimal | None]:
    means: list[Decimal | None] = []
    for values in zip(*(line.trend for line in lines), strict=True):
        known = [value for value in values if value is not None]
        means.append(round(sum(known) / len(known), 2) if known else None)
    return means


def _title(label: str, first: Any, last: Any) -> str:
    """What the lines say: whether first and last drew nearer since the month before."""
    gap = first.result.final - last.result.final
    before = (first.trend[-2], last.trend[-2])
    if None not in before:
        change = gap - (before[0] - before[1])
        if change < 0:
            return _("{label}: first and last are {gap} points apart, nearer than the month before").format(
                label=label, gap=gap
            )
        if change > 0:
            return _("{label}: first and last are {gap} points apart, further than the month before").format(
                label=label, gap=gap
            )
    return _("{label}: first and last are {gap} points apart").format(label=label, gap=gap)
