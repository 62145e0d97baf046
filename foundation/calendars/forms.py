"""Shapes that come in from the pages of the working calendar."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .choices import DayKind
from .hours import check_hours


class DayForm(forms.Form):
    """One day that does not go by its weekday."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=pgettext_lazy("calendar", "What it is"), choices=DayKind.choices)
    name = forms.CharField(label=gettext_lazy("Holiday"), max_length=40, required=False)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["day"].widget.attrs |= {"min": f"{year}-01-01", "max": f"{year}-12-31"}

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day.year != self.year:
            raise ValidationError(_("Choose a day of {year}.").format(year=self.year))
        return day


class HoursForm(forms.Form):
    """From when to when people work."""

    hours = forms.CharField(
        label=gettext_lazy("Office hours"),
        max_length=100,
        validators=[check_hours],
        help_text=gettext_lazy("In order, like 09:00-12:00, 13:30-17:30."),
    )
