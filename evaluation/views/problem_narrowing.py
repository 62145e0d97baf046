"""What a filter that finds nothing would find without one of its parts."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from foundation.web.chips import chips
from foundation.web.numbers import capped

from ..filters import BoardFilter
from ..queries import board

COUNT_CAP = 999


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One part of the filters: its words, how many rows there would be without it, and the address."""

    words: str
    count: str
    url: str


def narrowings(request: HttpRequest, found: BoardFilter, visible: Any, states: tuple[str, ...]) -> list[Narrowing]:
    """Every part that is set, with what dropping it would find; the most telling one first."""
    told = []
    for chip in chips(found, request.GET):
        if not chip.value:
            continue
        wider = BoardFilter(QueryDict(chip.without.removeprefix("?")), queryset=visible, request=request)
        rows = wider.qs.filter(state__in=states).order_by().values("pk")[: COUNT_CAP + 1].count()
        told.append((rows, Narrowing(chip.value, capped(rows if rows <= COUNT_CAP else None, COUNT_CAP), chip.without)))
    return [one for rows, one in sorted(told, key=lambda pair: -pair[0]) if rows]


def filters_in_words(request: HttpRequest, found: BoardFilter) -> str:
    """All parts that are set: 石桥镇＋严重＋近 7 天."""
    return "＋".join(chip.value for chip in chips(found, request.GET) if chip.value)


def states_of(tab: str) -> tuple[str, ...]:
    """The states a tab of the board holds."""
    return board.TABS[tab].states
