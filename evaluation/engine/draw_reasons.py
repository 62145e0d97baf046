"""A draw explained: why this site, why this person, and the same draw again."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import msgspec

from foundation.accounts.models import User
from foundation.organisations.models import Region

from ..models import Check, Draw
from .draw import Assignment, Candidate, Drawable, Inputs, lot, replay


@dataclass(frozen=True, slots=True)
class Reasons:
    """One drawn check with everything that decided on it."""

    check: Check
    inspector: User
    position: int
    last_on: dt.date | None
    days: int | None
    interval: Decimal
    ratio: Decimal | None
    lot: str
    zones: tuple[str, ...]
    load_before: int
    eligible: int
    recused: int


@dataclass(frozen=True, slots=True)
class Replayed:
    """The draw worked out again beside the one on record."""

    is_same: bool
    is_digest_same: bool
    drawn: int


def inputs_of(draw: Draw) -> Inputs:
    """What a draw was made from, as the rules know it."""
    return msgspec.convert(draw.inputs, Inputs, strict=False)


def as_drawn(draw: Draw) -> set[tuple[int, int]]:
    """Sites and inspectors as they were drawn, whoever took a check over later."""
    return {(site, inspector) for site, inspector in draw.inputs.get("drawn", [])}


def replayed(draw: Draw) -> Replayed:
    """Draw again from the recorded inputs and compare (重放)."""
    inputs = inputs_of(draw)
    again = {(one.site, one.inspector) for one in replay(inputs)}
    return Replayed(
        again == as_drawn(draw), inputs.digest == draw.inputs_digest and inputs.seed == draw.seed, len(again)
    )


def reasons(draw: Draw, checks: Iterable[Check]) -> list[Reasons]:
    """Why these checks were drawn, and why for these people; ``checks`` with site, type, region and inspector."""
    inputs = inputs_of(draw)
    places = {one.site: one for one in replay(inputs)}
    candidates = {one.site: one for one in inputs.candidates}
    rows = [check for check in checks if check.site_id in places]
    people = User.objects.in_bulk({places[check.site_id].inspector for check in rows})
    return [_reason(check, candidates[check.site_id], places[check.site_id], people, inputs) for check in rows]


def _reason(check: Check, site: Candidate, place: Assignment, people: dict[int, User], inputs: Inputs) -> Reasons:
    ratio = site.due_ratio(inputs.on)
    eligible = [one for one in inputs.inspectors if _may_go(one, site)]
    zones = next(one.zones for one in inputs.inspectors if one.inspector == place.inspector)
    return Reasons(
        check=check,
        inspector=people[place.inspector],
        position=place.position + 1,
        last_on=site.last_on,
        days=None if site.last_on is None else (inputs.on - site.last_on).days,
        interval=_rounded(site.interval()),
        ratio=None if ratio is None else _rounded(ratio),
        lot=lot(inputs.seed, site.site)[:8],
        zones=tuple(zone for zone in zones if site.region.startswith(zone)),
        load_before=place.load,
        eligible=len(eligible),
        recused=sum(site.organisation in one.recused and _covers(one, site) for one in inputs.inspectors),
    )


def _covers(one: Drawable, site: Candidate) -> bool:
    return any(site.region.startswith(zone) for zone in one.zones)


def _may_go(one: Drawable, site: Candidate) -> bool:
    return _covers(one, site) and site.organisation not in one.recused


def _rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Member:
    """One inspector of a draw: zone, load, organisations he keeps away from."""

    inspector: User
    zones: tuple[str, ...]
    recused: int
    drawn: int


def crew_of(draw: Draw) -> list[Member]:
    """Everybody who could be drawn that day, with what he got."""
    inputs = inputs_of(draw)
    people = User.objects.in_bulk([one.inspector for one in inputs.inspectors])
    loads = Counter(inspector for _site, inspector in as_drawn(draw))
    places = Region.objects.in_bulk({zone for one in inputs.inspectors for zone in one.zones})
    return [
        Member(people[one.inspector], _named(one.zones, places), len(one.recused), loads[one.inspector])
        for one in inputs.inspectors
        if one.inspector in people
    ]


def _named(zones: tuple[str, ...], places: dict[str, Region]) -> tuple[str, ...]:
    """The names of zones; the code of one that is gone."""
    return tuple(str(places[zone]) if zone in places else zone for zone in zones)
