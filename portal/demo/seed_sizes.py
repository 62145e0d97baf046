"""How large a demonstration is, and which days it covers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from foundation.periods import Period, PeriodKind

from .accounts import DISTRICT
from .names import Body, DemoNames, Place
from .sites import DemoSite, demo_sites

DAYS = 92
MONTHS = 3
SMALL_VILLAGES = 2
SMALL_TYPES = """
    main_street market estate toilet back_street bus_stop village community school practice_station
    intersection restaurant pharmacy service_hall waste_station
"""


@dataclass(frozen=True, slots=True)
class Size:
    """What a size holds of the district, and what stands beside it."""

    name: str
    townships: tuple[str, ...] = ()
    inspectors: int = 20
    daily_load: int = 3
    photos: int = 540
    processes: int = 2
    neighbours: tuple[str, ...] = ("990103",)
    neighbour_townships: int = 2
    neighbour_sites: int = 36
    neighbour_days: int = 0
    checks: int = 0


SIZES = {
    "small": Size(
        "small",
        townships=("990102001", "990102003", "990102102"),
        inspectors=2,
        daily_load=1,
        photos=6,
        processes=1,
        neighbour_townships=1,
        neighbour_sites=6,
        neighbour_days=12,
    ),
    "district": Size("district"),
    "city": Size(
        "city",
        photos=0,
        neighbours=("990103", "990104", "990105", "990106", "990107", "990108", "990121", "990122", "990181"),
        neighbour_townships=12,
        neighbour_sites=1200,
        checks=100_000,
    ),
}


def first_day(today: dt.date) -> dt.date:
    """At least 92 days back, and from the first of a month, so that three whole months can be scored."""
    month = Period.containing(today, PeriodKind.MONTH)
    for _ in range(MONTHS):
        month = month.previous()
    return min(month.start, today - dt.timedelta(days=DAYS))


def whole_months(today: dt.date) -> list[Period]:
    """The three months before today's, the oldest first."""
    months = [Period.containing(today, PeriodKind.MONTH).previous()]
    while len(months) < MONTHS:
        months.insert(0, months[0].previous())
    return months


def townships_of(size: Size, names: DemoNames) -> list[Place]:
    return [place for place in names.townships if not size.townships or place.code in size.townships]


def villages_of(size: Size, names: DemoNames) -> list[Place]:
    """All, or the first few of each street and the village whose official can sign in."""
    found: list[Place] = []
    for township in townships_of(size, names):
        villages = names.villages_of(township.code)
        some = villages[:SMALL_VILLAGES] + [village for village in villages if village.code == "990102102205"]
        found += some if size.townships else villages
    return found


def organisations_of(size: Size, names: DemoNames) -> list[Body]:
    """Organisations whose region is part of the size, and those that answer for its sites."""
    regions = {DISTRICT, *(place.code for place in townships_of(size, names))}
    return [body for body in names.organisations if body.region in regions]


def sites_of(size: Size, names: DemoNames) -> list[DemoSite]:
    """All 1,200, or for a small demonstration a handful of each of some types."""
    if not size.townships:
        return list(demo_sites())
    places = {place.code for place in (*townships_of(size, names), *villages_of(size, names))}
    bodies = {body.code for body in organisations_of(size, names)}
    here = [site for site in demo_sites() if site.region in places and site.organisation in bodies]
    return [site for kind in SMALL_TYPES.split() for site in _some(kind, here)]


def _some(kind: str, sites: Iterable[DemoSite]) -> list[DemoSite]:
    return [site for site in sites if site.type == kind][:4]
