"""Pages of a list: by number for short lists, by key for tables that grow without end."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict

from .numbers import capped

ODD = re.compile("[\x00\ud800-\udfff]")  # what no text column can be asked for
COUNT_CAP = 10_000
LAST_NUMBER = 200


class Slice:
    """What a template needs of one page of rows: iterate it, ask for its total and for the addresses beside it."""

    def __init__(self, queryset: QuerySet, query: QueryDict, *, per_page: int, counted: int | None = None):
        self.queryset, self.query, self.per_page, self.counted = queryset, query, per_page, counted
        self.rows, self.has_previous, self.has_next = ([], False, False) if counted == 0 else self._read()

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def total(self) -> int | None:
        """How many rows there are in all; None beyond the cap: counting further would cost more than it tells."""
        if self._is_only_page():
            return len(self.rows)
        counted = self.counted
        if counted is None:
            counted = self.queryset.order_by().values("pk")[: COUNT_CAP + 1].count()
        return counted if counted <= COUNT_CAP else None

    @property
    def total_text(self) -> str:
        """The total as it is written: 1,234 or 10,000+."""
        return capped(self.total, COUNT_CAP)

    @property
    def has_others(self) -> bool:
        """Whether there is any other page."""
        return self.has_previous or self.has_next

    def _is_only_page(self) -> bool:
        return not self.has_others

    def _address(self, **changes: str) -> str:
        query = self.query.copy()
        for name in ("page", "after", "before"):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return "?" + query.urlencode()

    def _read(self) -> tuple[list, bool, bool]:
        raise NotImplementedError


class Numbered(Slice):
    """Page 1, 2, 3 …; a number that makes no sense is page 1."""

    def _read(self):
        given = self.query.get("page", "1")
        self.number = int(given) if given.isascii() and given.isdigit() and 1 <= int(given) <= LAST_NUMBER else 1
        first = (self.number - 1) * self.per_page
        rows = list(self.queryset[first : first + self.per_page + 1])
        return rows[: self.per_page], self.number > 1, len(rows) > self.per_page and self.number < LAST_NUMBER

    @property
    def first(self) -> int:
        """The number of the first row shown."""
        return (self.number - 1) * self.per_page + 1

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.first + len(self.rows) - 1

    @property
    def previous_query(self) -> str:
        return self._address(page=str(self.number - 1)) if self.number > 2 else self._address()

    @property
    def next_query(self) -> str:
        return self._address(page=str(self.number + 1))


class Keyed(Slice):
    """Rows after or before a key. Expects an order of plain columns without nulls that ends in ``pk``."""

    def _read(self):
        self.order = list(self.queryset.query.order_by)
        if not self.order or self.order[-1].lstrip("-") not in ("pk", "id", self.queryset.model._meta.pk.name):
            raise ValueError("paging by key needs an order that ends in the primary key")
        after, before = self._key("after"), self._key("before")
        if before is not None and after is None:
            found = list(self.queryset.filter(self._beyond(before, backwards=True)).reverse()[: self.per_page + 1])
            return found[: self.per_page][::-1], len(found) > self.per_page, True
        rows = self.queryset if after is None else self.queryset.filter(self._beyond(after, backwards=False))
        found = list(rows[: self.per_page + 1])
        return found[: self.per_page], after is not None, len(found) > self.per_page

    @property
    def previous_query(self) -> str:
        return self._address(before=self._write(self.rows[0])) if self.rows else self._address()

    @property
    def next_query(self) -> str:
        return self._address(after=self._write(self.rows[-1]))

    def _columns(self) -> list[str]:
        return [name.lstrip("-").replace("__", ".") for name in self.order]

    def _write(self, row) -> str:
        values = []
        for path in self._columns():
            value = row
            for name in path.split("."):
                value = getattr(value, name)
            values.append(value)
        text = json.dumps(values, default=str, separators=(",", ":"), ensure_ascii=False)
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _key(self, name: str) -> list | None:
        """The key in the address; one that cannot be read counts as none, so that an old link shows the first page."""
        given = self._given(name)
        if not given:
            return None
        try:
            values = json.loads(urlsafe_b64decode(given + "=" * (-len(given) % 4)))
            if any(value is None or (isinstance(value, str) and ODD.search(value)) for value in values):
                return None
            return [self._field(column).to_python(value) for column, value in zip(self._columns(), values, strict=True)]
        except (ValueError, TypeError, ValidationError, RecursionError):
            return None

    def _given(self, name: str) -> str:
        return self.query.get(name, "")

    def _field(self, path: str):
        model = self.queryset.model
        *relations, name = path.split(".")
        for relation in relations:
            model = model._meta.get_field(relation).related_model
        return model._meta.pk if name == "pk" else model._meta.get_field(name)

    def _beyond(self, key: list, *, backwards: bool) -> Q:
        """Rows that come after the key in the order (or before it)."""
        beyond, same = Q(), Q()
        for column, value in zip(self.order, key, strict=True):
            name = column.lstrip("-")
            falling = column.startswith("-") != backwards
            beyond |= same & Q(**{f"{name}__{'lt' if falling else 'gt'}": value})
            same &= Q(**{name: value})
        return beyond
