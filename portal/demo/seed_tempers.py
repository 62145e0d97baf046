"""How well places of the demonstration keep, and how that changes over the months."""

import math
from functools import cache
from random import Random

# The share of points that is lost in a street or town: in the first days, and in the last.
TOWNS = {
    "990102001": (0.100, 0.085),
    "990102002": (0.095, 0.100),
    "990102003": (0.125, 0.110),
    "990102004": (0.135, 0.125),
    "990102005": (0.215, 0.080),
    "990102006": (0.085, 0.225),
    "990102007": (0.075, 0.080),
    "990102100": (0.140, 0.130),
    "990102101": (0.165, 0.150),
    "990102102": (0.135, 0.140),
    "990102103": (0.190, 0.165),
    "990102200": (0.215, 0.175),
}
ELSEWHERE = (0.135, 0.125)
TYPES = {
    "market": 1.5,
    "back_street": 1.4,
    "construction_site": 1.4,
    "restaurant": 1.3,
    "toilet": 1.25,
    "estate": 1.25,
    "waste_station": 1.2,
    "school_surroundings": 1.2,
    "village": 1.15,
    "town_street": 1.3,
    "bus_stop": 1.1,
    "internet_cafe": 1.1,
    "school": 0.65,
    "kindergarten": 0.7,
    "hospital": 0.8,
    "clinic": 0.85,
    "bank": 0.55,
    "service_hall": 0.55,
    "tax_hall": 0.4,
    "exit_entry_hall": 0.4,
    "telecom_hall": 0.75,
    "cinema": 0.8,
    "practice_centre": 0.5,
    "practice_institute": 0.8,
    "cultural_venue": 0.6,
    "park": 0.8,
    "square": 0.85,
}
CHRONIC = 0.06
WORST, BEST = 0.5, 0.008


@cache
def site_temper(code: str) -> float:
    """How a site differs from others of its kind; a few are badly kept all the time."""
    rng = Random(f"temper {code}")
    return math.exp(rng.gauss(-0.04, 0.32)) * (2.3 if rng.random() < CHRONIC else 1.0)


@cache
def item_temper(site: str, item: str) -> float:
    """What a site is bad at it is bad at again."""
    return math.exp(Random(f"habit {site} {item}").gauss(-0.12, 0.5))


def expected_loss(site: str, site_type: str, region: str, passed: float) -> float:
    """The share of points a check of this site is likely to lose, ``passed`` running from 0 to 1 over the months."""
    begun, now = TOWNS.get(region[:9], ELSEWHERE)
    # A slide or a recovery is quickest in the middle.
    turn = 1 / (1 + math.exp(-7 * (passed - 0.5)))
    loss = (begun + (now - begun) * turn) * TYPES.get(site_type, 1.0) * site_temper(site)
    return min(WORST, max(BEST, loss))
