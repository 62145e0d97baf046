"""Pages of a list whose rows stand in lanes, the first lane on top: what is late, then by weight."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import IntegerField, QuerySet, Value
from django.http import QueryDict

from .paging import Keyed

Key = tuple[int, list]


class Laned(Keyed):
    """Rows lane by lane, read by key in one statement however many lanes there are.

    Every lane has the same ascending order of plain columns without nulls that ends in ``pk``, so that an index that
    begins with what makes the lane serves it. ``shown`` gives the rows of a page in any order, by their keys.
    """

    def __init__(
        self,
        lanes: Sequence[QuerySet],
        query: QueryDict,
        *,
        per_page: int,
        whole: QuerySet,
        shown: Callable[[list[int]], QuerySet],
    ):
        self.lanes, self.shown = lanes, shown
        super().__init__(whole, query, per_page=per_page)

    @property
    def previous_query(self) -> str:
        return self._address(before=self._mark(self.rows[0])) if self.rows else self._address()

    @property
    def next_query(self) -> str:
        return self._address(after=self._mark(self.rows[-1]))

    def _read(self):
        self.order = list(self.lanes[0].query.order_by)
        after, before = self._place("after"), self._place("before")
        backwards = before is not None and after is None
        found = self._found(before if backwards else after, backwards=backwards)
        rows = self._rows(found[: self.per_page])
        has_more = len(found) > self.per_page
        if backwards:
            return rows[::-1], has_more, True
        return rows, after is not None, has_more

    def _found(self, place: Key | None, *, backwards: bool) -> list[tuple]:
        """(lane, key) of one page and one row more, from a place on."""
        parts = []
        for number, lane in enumerate(self.lanes):
            if place is not None and (number > place[0] if backwards else number < place[0]):
                continue
            if place is not None and number == place[0]:
                lane = lane.filter(self._beyond(place[1], backwards=backwards))
            ordered = lane.reverse() if backwards else lane
            marked = ordered.annotate(lane=Value(number, IntegerField()))
            parts.append(marked.values_list("lane", *self._names())[: self.per_page + 1])
        if not parts:
            return []
        rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        return sorted(rows, reverse=backwards)[: self.per_page + 1]

    def _rows(self, found: list[tuple]) -> list[Any]:
        lanes = {row[-1]: row[0] for row in found}
        rows = {row.pk: row for row in self.shown(list(lanes))}
        for pk, row in rows.items():
            row.lane = lanes[pk]
        return [rows[pk] for pk in lanes if pk in rows]

    def _names(self) -> list[str]:
        return [name.lstrip("-") for name in self.order]

    def _mark(self, row: Any) -> str:
        return f"{row.lane}.{self._write(row)}"

    def _place(self, name: str) -> Key | None:
        """Lane and key in the address; what cannot be read counts as none."""
        lane, _dot, _rest = self.query.get(name, "").partition(".")
        if not (lane.isascii() and lane.isdigit() and int(lane) < len(self.lanes)):
            return None
        key = self._key(name)
        return None if key is None else (int(lane), key)

    def _given(self, name: str) -> str:
        return self.query.get(name, "").partition(".")[2]
