"""Ranking inside peer groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from .numbers import ZERO, published


class Unranked(StrEnum):
    """Why a party has no rank; they stand below the ranked ones in this order."""

    VETOED = "vetoed"
    TOO_FEW_CHECKS = "too_few_checks"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Standing:
    """A party's published final within its peer group (同组), with the number of checks it rests on."""

    party: str
    group: str
    final: Decimal | None
    checks: int
    vetoed: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of a ranking (排名): a rank, or the reason why there is none."""

    standing: Standing
    rank: int | None
    unranked: Unranked | None
    group_size: int


def rank(standings: Iterable[Standing], min_sample: int = 1) -> tuple[Ranked, ...]:
    """Standard competition ranking (1, 2, 2, 4) within each group, highest first; parties without a rank last."""
    ordered = sorted(standings, key=lambda one: (one.group, _place(one, min_sample)))
    lines: list[Ranked] = []
    for _, members in groupby(ordered, key=lambda one: one.group):
        lines.extend(_ranked(list(members), min_sample))
    return tuple(lines)


def rank_change(previous: int | None, current: int | None) -> int | None:
    """Places climbed (above zero) or lost since the last published month; None when either has no rank."""
    return None if previous is None or current is None else previous - current


def why_unranked(standing: Standing, min_sample: int) -> Unranked | None:
    """The reason why a party has no rank; None when it has one."""
    if standing.final is None:
        return Unranked.NO_DATA
    if standing.vetoed:
        return Unranked.VETOED
    return Unranked.TOO_FEW_CHECKS if standing.checks < min_sample else None


def _place(standing: Standing, min_sample: int) -> tuple[int, Decimal, str]:
    reason = why_unranked(standing, min_sample)
    below = 0 if reason is None else 1 + list(Unranked).index(reason)
    return below, -_final(standing), standing.party


def _final(standing: Standing) -> Decimal:
    return ZERO if standing.final is None else published(standing.final)


def _ranked(members: list[Standing], min_sample: int) -> Iterable[Ranked]:
    reasons = [why_unranked(one, min_sample) for one in members]
    finals = [_final(one) for one, reason in zip(members, reasons, strict=True) if reason is None]
    first_places = {final: place for place, final in reversed(list(enumerate(finals, start=1)))}
    for one, reason in zip(members, reasons, strict=True):
        yield Ranked(one, None if reason else first_places[_final(one)], reason, len(finals))
