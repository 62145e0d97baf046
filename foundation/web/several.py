"""Several rows in a form: tick boxes while they are few, a box for codes or names where they would be endless."""

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from .reach import NAMED_BY

LONGEST_TICKS, MOST_SUGGESTED, MOST_LINES, LONGEST_LINE = 48, 500, 1000, 200


class Named(str):
    """A line of the box: a code, a name, or both as the suggestions write them."""


class FirstTicks(ModelChoiceIterator):
    """Of the rows only as many as are suggested, and one more that tells that there are more."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self.queryset: Any = field.queryset[: MOST_SUGGESTED + 1]


class TicksOrBox(forms.CheckboxSelectMultiple):
    """Tick boxes for all rows, or a box with one row a line and a search with suggestions beside it."""

    named_by: tuple[str, ...] = NAMED_BY

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        ticked = super().value_from_datadict(data, files, name) or []
        lines = (data.get(f"{name}-named") or "").replace("\0", "").splitlines()
        return [*ticked, *(Named(line.strip()) for line in lines if line.strip())]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        choices = list(iter(self.choices))  # its length would be asked of the database
        if len(choices) <= LONGEST_TICKS:
            self.choices = choices
            return super().render(name, value, attrs, renderer)
        attrs = self.build_attrs(self.attrs, attrs)
        shown = {"id": attrs.get("id", name), "name": name, "lines": "\n".join(self._lines(value or []))}
        words = {"find": _("Code or name."), "chosen": _("Chosen, one a line by code or name")}
        options = ((self._line(key.instance),) for key, _label in choices[:MOST_SUGGESTED])
        suggested = format_html_join("", '<option value="{}"></option>', options)
        return format_html(
            '<div class="fc-several"><label for="{id}-find" data-several hidden>{find}<input id="{id}-find" type="text"'
            ' list="{id}-suggestions" autocomplete="off" data-several-find="{id}-named"></label>'
            '<datalist id="{id}-suggestions">{suggested}</datalist>'
            '<label for="{id}-named">{chosen}</label>'
            '<textarea id="{id}-named" name="{name}-named" rows="5">{lines}</textarea></div>',
            suggested=suggested,
            **shown,
            **words,
        )

    def _lines(self, value: Any) -> list[str]:
        """What is chosen already, then what was typed."""
        keys = [key for key in value if not isinstance(key, Named)]
        try:
            rows = list(self.choices.field.queryset.filter(pk__in=keys)) if keys else []
        except (TypeError, ValueError):
            rows = []
        return [*map(self._line, rows), *(key for key in value if isinstance(key, Named))]

    def _line(self, row: Any) -> str:
        return f"{row} {getattr(row, self.named_by[0])}"


class SeveralField(forms.ModelMultipleChoiceField):
    """Rows by their keys, as tick boxes name them, or by what people type: codes or names that only one has."""

    widget = TicksOrBox
    iterator = FirstTicks

    def __init__(self, *args: Any, named_by: tuple[str, ...] = NAMED_BY, **kwargs: Any) -> None:
        self.named_by = named_by
        super().__init__(*args, **kwargs)
        self.widget.named_by = named_by

    def _check_values(self, value: Any) -> Any:
        keys = [key for key in value if not isinstance(key, Named)]
        typed = list(dict.fromkeys(key for key in value if isinstance(key, Named)))
        found = {row.pk: row for row in super()._check_values(keys)} if keys else {}
        found.update({row.pk: row for row in self._named(typed)} if typed else {})
        return list(found.values())

    def _named(self, typed: list[Named]) -> list[Any]:
        """One query for all lines; what nobody or several are called is told."""
        if len(typed) > MOST_LINES:
            raise ValidationError(_("At most {n} fit into one list.").format(n=MOST_LINES))
        code, *names = self.named_by
        codes = {text for line in typed for text in (line, line.rsplit(" ", 1)[-1])}
        asked = Q(**{f"{code}__in": codes})
        for name in names:
            asked |= Q(**{f"{name}__in": typed})
        by_code, by_name = {}, defaultdict(list)
        for row in self.queryset.filter(asked):
            by_code[getattr(row, code)] = row
            for text in {getattr(row, name) for name in names}:
                by_name[text].append(row)
        return [self._only(line, by_code, by_name) for line in typed]

    def _only(self, line: str, by_code: dict[str, Any], by_name: dict[str, list[Any]]) -> Any:
        if line in by_code:
            return by_code[line]
        rows = by_name[line]
        if not rows and line.rsplit(" ", 1)[-1] in by_code:
            return by_code[line.rsplit(" ", 1)[-1]]
        if len(rows) > 1:
            raise ValidationError(_("Several are called “{name}”. Name the code.").format(name=line[:LONGEST_LINE]))
        if not rows:
            refusal = _("Nobody here has the code or the name “{text}”.")
            raise ValidationError(refusal.format(text=line[:LONGEST_LINE]))
        return rows[0]
