"""The drawn map of the demonstration district and its neighbours, the same every time."""

import math
from collections.abc import Iterable
from functools import cache
from random import Random

from .names import demo_names
from .outlines import Honeycomb, Point, contains

CENTRE = (113.2, 29.6)
KM_PER_DEGREE = (111.32 * math.cos(math.radians(CENTRE[1])), 110.85)
DISTRICT = "990102"
HALF_AXES = (17.6, 13.9)
CITY_HALF_AXES = (52.0, 42.0)

# Where the townships lie, in kilometres from the middle, and how far each reaches beyond its equal share.
TOWNSHIPS = {
    "990102001": (0.2, 0.3, 0.0),
    "990102002": (-3.6, 2.3, 0.3),
    "990102003": (0.9, -3.6, 0.2),
    "990102004": (1.1, 3.9, 0.0),
    "990102005": (4.4, 1.4, 0.2),
    "990102006": (-4.0, -2.4, 0.3),
    "990102007": (5.6, -3.3, 0.7),
    "990102100": (-10.8, 5.9, 3.4),
    "990102101": (11.4, 5.7, 3.6),
    "990102102": (-7.9, -8.4, 3.2),
    "990102103": (7.4, -9.6, 3.0),
    "990102200": (0.4, 10.7, 3.4),
}
NEIGHBOURS = {
    "990103": (-24, 18),
    "990104": (27, 12),
    "990105": (4, 27),
    "990106": (-27, -7),
    "990107": (26, -15),
    "990108": (0, -26),
    "990121": (-42, 8),
    "990122": (31, 33),
    "990181": (-27, -31),
}


def boundaries(codes: Iterable[str] | None = None) -> dict[str, dict]:
    """GeoJSON outlines by region code: the townships, the ten districts and the city around them."""
    wanted = list(codes) if codes is not None else ["9901", DISTRICT, *NEIGHBOURS, *TOWNSHIPS]
    return {code: {"type": "Polygon", "coordinates": [_degrees(_ring(code))]} for code in wanted if _has_outline(code)}


def point_in(code: str, rng: Random) -> tuple[float, float]:
    """A longitude and latitude inside a township or district, or near the middle of a village or community."""
    if len(code) == 12:
        (x, y), spread = village_centres(code[:9])[code], 0.33 if code[6] == "0" else 0.55
        inside = _ring(code[:9])
        for _ in range(200):
            near = (x + rng.gauss(0, spread), y + rng.gauss(0, spread))
            if contains(inside, *near):
                return _degree(near)
        return _degree((x, y))
    return _degree(_anywhere(_ring(code), rng))


def centre_of(code: str) -> tuple[float, float]:
    """Where a village or community committee sits."""
    return _degree(village_centres(code[:9])[code])


@cache
def village_centres(township: str) -> dict[str, Point]:
    """Middles of villages and communities, well apart; a town's communities lie close to its own middle."""
    rng, ring = Random(f"villages of {township}"), _ring(township)
    x, y = (sum(axis) / len(ring) for axis in zip(*ring, strict=True))
    centres: dict[str, Point] = {}
    for village in demo_names().villages_of(township):
        in_town = village.kind == "urban" and township[6] != "0"
        found = [(x + rng.gauss(0, 0.9), y + rng.gauss(0, 0.9)) if in_town else _anywhere(ring, rng) for _ in range(16)]
        centres[village.code] = max(found, key=lambda point: _room(point, centres.values(), ring))
    return centres


def _room(point: Point, taken: Iterable[Point], ring: list[Point]) -> float:
    """How far a point keeps from the others and, at half weight, from the border."""
    if not contains(ring, *point):
        return -1.0
    edge = min(math.dist(point, corner) for corner in ring)
    return min([2 * edge, *(math.dist(point, other) for other in taken)])


def _anywhere(ring: list[Point], rng: Random) -> Point:
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    while True:
        point = rng.uniform(west, east), rng.uniform(south, north)
        if contains(ring, *point):
            return point


@cache
def _honeycomb() -> Honeycomb:
    half_width, half_height = (1.2 * axis for axis in CITY_HALF_AXES)
    return Honeycomb(_label, half_width=half_width, half_height=half_height, size=0.62)


def _label(point: Point) -> str | None:
    """Which township of the district, or which neighbour, a place belongs to."""
    x, y = _bent(point)
    if math.hypot(x / HALF_AXES[0], y / HALF_AXES[1]) < 1:
        return min(TOWNSHIPS, key=lambda code: math.dist((x, y), TOWNSHIPS[code][:2]) - TOWNSHIPS[code][2])
    if math.hypot(x / CITY_HALF_AXES[0], y / CITY_HALF_AXES[1]) < 1:
        return min(NEIGHBOURS, key=lambda code: math.dist((x, y), NEIGHBOURS[code]))
    return None


def _bent(point: Point) -> Point:
    """Bends straight borders as rivers and ridges do: three waves of falling length."""
    x, y = point
    for length, height in ((19.0, 1.5), (7.0, 0.55), (2.9, 0.26)):
        u, v = x * 2 * math.pi / length, y * 2 * math.pi / length
        x, y = (
            x + height * (math.sin(v + 0.7 * math.sin(u * 0.8 + 1.1)) + 0.5 * math.sin(u * 0.6 + v * 0.9 + 2.0)),
            y + height * (math.sin(u * 0.9 + 0.8 * math.sin(v + 0.3)) + 0.5 * math.sin(v * 0.7 - u * 0.5 + 4.0)),
        )
    return x, y


def _has_outline(code: str) -> bool:
    return code in TOWNSHIPS or code in NEIGHBOURS or code in (DISTRICT, "9901")


@cache
def _ring(code: str) -> list[Point]:
    return _honeycomb().rings(lambda label: label is not None and label.startswith(code))[0]


def _degree(point: Point) -> tuple[float, float]:
    return round(CENTRE[0] + point[0] / KM_PER_DEGREE[0], 6), round(CENTRE[1] + point[1] / KM_PER_DEGREE[1], 6)


def _degrees(ring: list[Point]) -> list[list[float]]:
    return [list(_degree(point)) for point in ring]
