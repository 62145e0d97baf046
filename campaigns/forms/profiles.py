"""Typed fields as fields of a form."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ..choices import FieldType
from ..kinds import FieldSpec

WIDE = 120  # a longer text gets a box of several lines


def form_field(spec: FieldSpec, *, required: bool | None = None) -> forms.Field:
    """The box in which a field of a profile is filled; the unit stands below it."""
    told: dict[str, Any] = {
        "label": str(spec),
        "required": spec.required if required is None else required,
        "help_text": _("In {unit}").format(unit=spec.shown_unit) if spec.shown_unit else "",
    }
    if spec.type == FieldType.CHOICE:
        choices = [(one.code, str(one)) for one in spec.options]
        return forms.ChoiceField(choices=[("", _("Choose")), *choices], **told)
    if spec.type == FieldType.DATE:
        return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **told)
    if spec.type == FieldType.PEOPLE:
        return forms.IntegerField(min_value=0, max_value=10**9, **told)
    if spec.type == FieldType.NUMBER:
        return forms.DecimalField(min_value=0, max_digits=14, decimal_places=4, **told)
    several = spec.max_length > WIDE
    widget = forms.Textarea(attrs={"rows": 3, "data-cap": spec.max_length}) if several else forms.TextInput()
    return forms.CharField(max_length=spec.max_length, widget=widget, **told)


class ProfileForm(forms.Form):
    """A form whose last fields are those of a profile."""

    def add(self, fields: Iterable[FieldSpec], values: Mapping[str, Any]) -> None:
        """Add the fields with what is known."""
        self.profile_fields = tuple(fields)
        for spec in self.profile_fields:
            self.fields[spec.code] = form_field(spec)
            self.initial.setdefault(spec.code, values.get(spec.code))

    def given(self) -> dict[str, Any]:
        """The answers, by the code of their fields."""
        return {spec.code: self.cleaned_data.get(spec.code) for spec in self.profile_fields}
