"""GeoJSON of boundaries: what is accepted, and why something is not."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import DomainError

from .codes import trimmed

Geometry = dict[str, Any]
DIGITS = 6
LARGEST = 100_000


class BoundariesRefused(DomainError):
    """A file of boundaries is wrong: all that is wrong with it, one sentence each."""

    def __init__(self, reasons: list[str]):
        self.reasons = reasons
        super().__init__(" ".join(reasons[:20]))


def read(data: bytes) -> dict[str, Geometry]:
    """Outlines by region code, from a FeatureCollection whose features carry ``properties.code``."""
    try:
        collection = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
        features = collection["features"]
    except (ValueError, KeyError, TypeError, RecursionError):
        features = None
    if not isinstance(features, list) or collection.get("type") != "FeatureCollection" or not features:
        raise BoundariesRefused([_("This is not a GeoJSON FeatureCollection with features in it.")])
    found: dict[str, Geometry] = {}
    reasons = []
    for number, feature in enumerate(features, start=1):
        try:
            code, geometry = _feature(feature)
            if code in found:
                raise ValueError(_("the code {code} is there twice").format(code=code))
            found[code] = geometry
        except ValueError as error:
            reasons.append(_("Feature {number}: {reason}.").format(number=number, reason=error))
    if reasons:
        raise BoundariesRefused(reasons)
    return found


def _feature(feature: Any) -> tuple[str, Geometry]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    raw = str(properties.get("code", "")) if isinstance(properties, dict) else ""
    try:
        code = trimmed(raw)
    except ValueError:
        raise ValueError(_("properties.code “{code}” is not a region code").format(code=raw[:40])) from None
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(_("the geometry is not a Polygon or MultiPolygon"))
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise ValueError(_("the geometry has no coordinates"))
    cleaned = [_polygon(polygon) for polygon in polygons]
    if sum(len(ring) for polygon in cleaned for ring in polygon) > LARGEST:
        raise ValueError(_("the outline has more than {count} points; simplify it").format(count=LARGEST))
    return code, {"type": kind, "coordinates": cleaned[0] if kind == "Polygon" else cleaned}


def _polygon(rings: Any) -> list[list[list[float]]]:
    if not isinstance(rings, list) or not rings:
        raise ValueError(_("a polygon has no ring"))
    return [_ring(ring) for ring in rings]


def _ring(ring: Any) -> list[list[float]]:
    if not isinstance(ring, list) or len(ring) < 4:
        raise ValueError(_("a ring has fewer than four points"))
    points = [_point(point) for point in ring]
    if points[0] != points[-1]:
        raise ValueError(_("a ring is not closed: its last point is not its first"))
    return points


def _point(point: Any) -> list[float]:
    if not isinstance(point, list) or len(point) < 2 or any(type(part) not in (int, float) for part in point[:2]):
        raise ValueError(_("a point is not a pair of numbers"))
    longitude, latitude = point[:2]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError(_("a point lies outside longitude −180 to 180 or latitude −90 to 90"))
    return [round(float(longitude), DIGITS), round(float(latitude), DIGITS)]


def _no_constant(name: str) -> None:
    raise ValueError(name)


def points_of(geometry: Geometry) -> int:
    """How many points an outline has."""
    return sum(1 for _point in _points(geometry["coordinates"]))


def _points(part: Any) -> Iterator[Any]:
    if part and not isinstance(part[0], list):
        yield part
    else:
        for inner in part:
            yield from _points(inner)
