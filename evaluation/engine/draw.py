"""The draw of a day as plain values: who is due, in which order, and who goes there."""

import datetime as dt
import hashlib
import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import msgspec

from ..choices import Frequency

DAYS = {Frequency.WEEK: 7, Frequency.MONTH: 30, Frequency.QUARTER: 91}
REST_DAYS = 3


class Candidate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A due site: where it lies, who answers for it, how often its type is checked, when it was last."""

    site: int
    region: str
    organisation: int
    times: int
    per: str
    last_on: dt.date | None

    def interval(self) -> Fraction:
        """How many days lie between two checks of such a site."""
        return Fraction(DAYS[Frequency(self.per)], self.times)

    def due_ratio(self, on: dt.date) -> Fraction | None:
        """Days since the last check in intervals; None when it was never checked, which comes first."""
        return None if self.last_on is None else (on - self.last_on).days / self.interval()


class Drawable(msgspec.Struct, frozen=True, array_like=True):
    """An inspector: the regions of his zone, and the organisations whose sites he does not check."""

    inspector: int
    zones: tuple[str, ...]
    recused: tuple[int, ...]


class Inputs(msgspec.Struct, frozen=True):
    """Everything a draw is made from, so that anyone gets the same result again."""

    district: str
    plan: int
    on: dt.date
    nonce: str
    daily_load: int
    due: int
    candidates: tuple[Candidate, ...] = ()
    inspectors: tuple[Drawable, ...] = ()

    @property
    def seed(self) -> str:
        return seed_of(self.district, self.on, self.plan, self.nonce)

    @property
    def digest(self) -> str:
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()

    def stored(self) -> Any:
        """As the database keeps it."""
        return msgspec.to_builtins(self)


class Assignment(msgspec.Struct, frozen=True, gc=False):
    """One drawn check, with the place of the site in the order and the load its inspector had."""

    site: int
    inspector: int
    position: int
    load: int


def seed_of(district: str, on: dt.date, plan: int, nonce: str) -> str:
    """The seed of a day: district, day and plan, and a number that nobody knew beforehand."""
    return hashlib.sha256(f"{district}:{on.isoformat()}:{plan}:{nonce}".encode()).hexdigest()


def lot(seed: str, pk: int) -> str:
    """The lot that a site or an inspector draws; SQL works it out the same way."""
    return hashlib.md5(f"{seed}:{pk}".encode(), usedforsecurity=False).hexdigest()


def ranked(candidates: Iterable[Candidate], *, on: dt.date, seed: str) -> list[Candidate]:
    """The most overdue first; among equals the lot decides."""

    def order(one: Candidate) -> tuple[bool, Fraction, str]:
        ratio = one.due_ratio(on)
        return ratio is not None, -(ratio or Fraction(0)), lot(seed, one.site)

    return sorted(candidates, key=order)


def assign(candidates: Sequence[Candidate], crew: "Crew", *, start: int = 0) -> list[Assignment]:
    """Give each site, in its order, to the eligible inspector with the smallest load; some get nobody."""
    drawn = []
    for position, one in enumerate(candidates, start):
        if not crew.room:
            break
        chosen = crew.take(one.region, one.organisation)
        if chosen is not None:
            drawn.append(Assignment(one.site, chosen, position, crew.load[chosen] - 1))
    return drawn


def replay(inputs: Inputs) -> list[Assignment]:
    """The draw again, from what was recorded."""
    crew = Crew(inputs.inspectors, seed=inputs.seed, daily_load=inputs.daily_load)
    return assign(ranked(inputs.candidates, on=inputs.on, seed=inputs.seed), crew)


class Crew:
    """The inspectors of a day while the draw goes on: the least loaded of a zone is found without asking everybody."""

    def __init__(self, inspectors: Iterable[Drawable], *, seed: str, daily_load: int) -> None:
        self.daily_load = daily_load
        self.load: dict[int, int] = {}
        self.recused: dict[int, frozenset[int]] = {}
        self._zones: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
        for one in inspectors:
            self.load[one.inspector] = 0
            self.recused[one.inspector] = frozenset(one.recused)
            for zone in one.zones:
                self._zones[zone].append((0, lot(seed, one.inspector), one.inspector))
        for heap in self._zones.values():
            heapq.heapify(heap)
        self.room = len(self.load) * daily_load
        self._reaching: dict[str, list[list[tuple[int, str, int]]]] = {}

    def take(self, region: str, organisation: int) -> int | None:
        """The eligible inspector with the smallest load, by lot among equals; his load grows by one."""
        firsts = [first for heap in self._heaps(region) if (first := self._first(heap, organisation)) is not None]
        if not firsts:
            return None
        chosen = min(firsts)[2]
        self.load[chosen] += 1
        self.room -= 1
        return chosen

    def _heaps(self, region: str) -> list[list[tuple[int, str, int]]]:
        """The zones that hold a region, found once for all its sites."""
        if region not in self._reaching:
            ends = range(1, len(region) + 1)
            self._reaching[region] = [self._zones[region[:end]] for end in ends if region[:end] in self._zones]
        return self._reaching[region]

    def _first(self, heap: list[tuple[int, str, int]], organisation: int) -> tuple[int, str, int] | None:
        """The best of one zone. Loads in a heap are brought up to date only when they come to the top."""
        aside, found = [], None
        while heap:
            load, its_lot, inspector = heap[0]
            now = self.load[inspector]
            if now >= self.daily_load:
                heapq.heappop(heap)
            elif now != load:
                heapq.heapreplace(heap, (now, its_lot, inspector))
            elif organisation in self.recused[inspector]:
                aside.append(heapq.heappop(heap))
            else:
                found = heap[0]
                break
        for one in aside:
            heapq.heappush(heap, one)
        return found
