"""Distances on the ground."""

from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_000


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance between two positions, each longitude and latitude in degrees."""
    east, north = radians(other[0] - one[0]), radians(other[1] - one[1])
    chord = sin(north / 2) ** 2 + cos(radians(one[1])) * cos(radians(other[1])) * sin(east / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(chord)))
