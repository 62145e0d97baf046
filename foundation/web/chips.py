"""A filter form as chips: what is set, in words, and the address that drops it."""

import datetime as dt
from dataclasses import dataclass

from django.forms import BoundField, CheckboxInput, HiddenInput, TextInput
from django.http import QueryDict
from django.utils.translation import pgettext

from . import moments

PAGING = ("page", "after", "before")
PARTS = ("", "_0", "_1", "_min", "_max", "_after", "_before")


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: its field, its value in words (empty when it is not set) and the address without it."""

    field: BoundField
    value: str
    without: str

    @property
    def is_plain_text(self) -> bool:
        """Whether it is a search box, which stands open in the row of filters."""
        widget = self.field.field.widget
        return isinstance(widget, TextInput) and widget.input_type in ("text", "search")

    @property
    def search_box(self) -> str:
        """The box itself; in a row of filters its label stands inside it."""
        return self.field.as_widget(attrs={"placeholder": self.field.label})

    @property
    def is_tick(self) -> bool:
        """Whether it is a single tick box."""
        return isinstance(self.field.field.widget, CheckboxInput)


def chips(filterset, query: QueryDict) -> list[Chip]:
    """The chips of a django-filter ``FilterSet``, in the order of its fields."""
    form = filterset.form
    form.auto_id = "filter_%s"
    cleaned = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return [
        Chip(field=field, value=_words(field, cleaned.get(field.name)), without=without(query, field.name))
        for field in form.visible_fields()
    ]


def kept(filterset, query: QueryDict) -> list[tuple[str, str]]:
    """What the address says besides the filters (tab, order), to travel along as hidden fields."""
    own = {f"{name}{part}" for name in filterset.form.fields for part in PARTS}
    hidden = {f.name for f in filterset.form if isinstance(f.field.widget, HiddenInput)}
    dropped = (own - hidden) | set(PAGING)
    return [(name, value) for name, values in query.lists() for value in values if name not in dropped]


def without(query: QueryDict, *names: str) -> str:
    """The address without these filters and back on the first page."""
    rest = query.copy()
    for name in [*PAGING, *(f"{name}{part}" for name in names for part in PARTS)]:
        rest.pop(name, None)
    return "?" + rest.urlencode()


def _words(bound: BoundField, value) -> str:
    if value in (None, "", False) or value == []:
        return ""
    if isinstance(value, slice):
        return _range(value.start, value.stop)
    if isinstance(value, (list, tuple, set)) or hasattr(value, "iterator"):
        return pgettext("between items of a list", ", ").join(_one(bound, item) for item in value)
    return _one(bound, value)


def _one(bound: BoundField, value) -> str:
    if value is True:
        return str(bound.label)
    if isinstance(value, dt.date):
        return moments.date(value)
    if hasattr(value, "_meta"):
        return str(value)
    for key, label in getattr(bound.field, "choices", ()) or ():
        if str(key) == str(value):
            return str(label)
    return str(value)


def _range(start, stop) -> str:
    ends = [moments.date(end) if isinstance(end, dt.date) else str(end or "") for end in (start, stop)]
    return pgettext("range", "{start}–{stop}").format(start=ends[0], stop=ends[1]) if start or stop else ""
