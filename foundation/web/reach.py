"""A filter among rows: a list while it is short, a box for a code or a name where it would be endless."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django_filters.fields import ModelChoiceField, ModelChoiceIterator

LONGEST_LIST, LONGEST_KEY = 500, 19
NAMED_BY = ("code", "name", "name_en")


class FirstRows(ModelChoiceIterator):
    """Of the rows only as many as a list may hold, and one more that tells that there are more."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self.queryset: Any = field.queryset[: LONGEST_LIST + 1]


class ListOrBox(forms.Select):
    """A list of all rows, or a box with the first of them as suggestions."""

    chosen: Any = None
    rows: Any = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        choices = list(iter(self.choices))  # its length would be asked of the database
        if len(choices) <= LONGEST_LIST + 1:
            self.choices = choices
            return super().render(name, value, attrs, renderer)
        attrs = self.build_attrs(self.attrs, attrs)
        listed = f"{attrs.get('id', name)}-suggestions"
        shown = self._shown(value)
        asked = {**attrs, "list": listed, "autocomplete": "off", "placeholder": _("Code or name.")}
        box = forms.TextInput().render(name, shown, asked, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((label,) for _key, label in choices[1:]))
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)

    def _shown(self, value: Any) -> Any:
        """The row by its name, also where a form came with one chosen."""
        key = str(value or "")
        if self.chosen is None and key.isascii() and key.isdigit() and len(key) < LONGEST_KEY:
            self.chosen = self.rows().filter(pk=key).first()
        return value if self.chosen is None else str(self.chosen)


class ReachField(ModelChoiceField):
    """A row by its key, as links name it, or by what people type: its code or its name, when only one has it."""

    widget = ListOrBox
    iterator = FirstRows

    def __init__(self, *args: Any, named_by: tuple[str, ...] = NAMED_BY, **kwargs: Any) -> None:
        self.named_by = named_by
        super().__init__(*args, **kwargs)

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        self.widget.rows = lambda: self.queryset
        return super().get_bound_field(form, field_name)

    def to_python(self, value: Any) -> Any:
        value = value.replace("\0", "") if isinstance(value, str) else value
        try:
            found = super().to_python(value)
        except ValidationError:
            asked = Q()
            for name in self.named_by:
                asked |= Q(**{name: value})
            rows = list(self.queryset.filter(asked).order_by("pk")[:2])
            if len(rows) != 1:
                raise
            found = rows[0]
        self.widget.chosen = found
        return found


class ReachFilter(django_filters.ModelChoiceFilter):
    """Chooses among the rows that somebody sees, however many they are."""

    field_class = ReachField

    def __init__(self, *args: Any, named_by: tuple[str, ...] = NAMED_BY, **kwargs: Any) -> None:
        super().__init__(*args, named_by=named_by, **kwargs)
