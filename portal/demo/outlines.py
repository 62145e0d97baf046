"""Turns a labelled honeycomb into smooth outlines whose shared borders are the same points."""

import math
from collections.abc import Callable, Iterator
from itertools import pairwise

Point = tuple[float, float]
Vertex = tuple[int, int]
Label = str | None

# A cell's corners and neighbours on a grid of half widths and half heights, counter-clockwise from the top.
CORNERS = ((0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1))
NEIGHBOURS = ((-1, 3), (-2, 0), (-1, -3), (1, -3), (2, 0), (1, 3))


class Honeycomb:
    """Six-sided cells over a plane in kilometres; every corner belongs to three cells, so borders never cross."""

    def __init__(self, label: Callable[[Point], Label], *, half_width: float, half_height: float, size: float):
        self.unit = (size * math.sqrt(3) / 2, size / 2)
        columns, rows = int(half_width / self.unit[0]) + 2, int(half_height / (3 * self.unit[1])) + 2
        cells = [(x, 3 * y) for y in range(-rows, rows + 1) for x in range(-columns, columns + 1) if (x + y) % 2 == 0]
        self.labels = {cell: label(self.place(cell)) for cell in cells}
        self.junctions = self._junctions()

    def place(self, vertex: Vertex) -> Point:
        return vertex[0] * self.unit[0], vertex[1] * self.unit[1]

    def rings(self, belongs: Callable[[Label], bool]) -> list[list[Point]]:
        """The smooth closed outlines of all cells whose label belongs, the longest first."""
        following = dict(self._edges(belongs))
        rings = []
        while following:
            start, at = following.popitem()
            ring = [start]
            while at != start:
                ring.append(at)
                at = following.pop(at)
            rings.append(self._smoothed(ring))
        return sorted(rings, key=len, reverse=True)

    def _edges(self, belongs: Callable[[Label], bool]) -> Iterator[tuple[Vertex, Vertex]]:
        for (x, y), label in self.labels.items():
            if not belongs(label):
                continue
            for side, (dx, dy) in enumerate(NEIGHBOURS):
                if not belongs(self.labels.get((x + dx, y + dy))):
                    (ax, ay), (bx, by) = CORNERS[side], CORNERS[(side + 1) % 6]
                    yield (x + ax, y + ay), (x + bx, y + by)

    def _junctions(self) -> set[Vertex]:
        around: dict[Vertex, set[Label]] = {}
        for (x, y), label in self.labels.items():
            for dx, dy in CORNERS:
                around.setdefault((x + dx, y + dy), set()).add(label)
        return {vertex for vertex, labels in around.items() if len(labels) == 3}

    def _smoothed(self, ring: list[Vertex]) -> list[Point]:
        start = next((number for number, vertex in enumerate(ring) if vertex in self.junctions), ring.index(min(ring)))
        turned = ring[start:] + ring[: start + 1]
        points: list[Point] = []
        piece = [turned[0]]
        for vertex in turned[1:]:
            piece.append(vertex)
            if vertex in self.junctions:
                points += self._arc(piece)[:-1]
                piece = [vertex]
        if len(piece) > 1:
            points += self._arc(piece)[:-1]
        return [*points, points[0]]

    def _arc(self, arc: list[Vertex]) -> list[Point]:
        """The same points from either side: an arc is smoothed in one direction only."""
        if (arc[0], arc[1]) > (arc[-1], arc[-2]):
            return self._arc(arc[::-1])[::-1]
        points = [self.place(vertex) for vertex in arc]
        for _ in range(5):
            inner = zip(points, points[1:], points[2:], strict=False)
            points[1:-1] = [((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4) for a, b, c in inner]
        return points


def contains(ring: list[Point], x: float, y: float) -> bool:
    """Whether a point lies inside a closed ring."""
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
