"""Shapes that come in from the pages of the working calendar."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .choices import DayKind
from .hours import check_hours
from .models import CalendarSpan


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


class SpanForm(forms.Form):
    """A part of the year with hours of its own."""

    first = forms.DateField(
        label=pgettext_lazy("span", "From"), widget=forms.DateInput(attrs={"type": "date", "id": "id_span_first"})
    )
    last = forms.DateField(
        label=pgettext_lazy("span", "Until"), widget=forms.DateInput(attrs={"type": "date", "id": "id_span_last"})
    )
    name = forms.CharField(
        label=pgettext_lazy("span", "Name"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Summer hours")}),
    )
    hours = forms.CharField(
        label=gettext_lazy("Office hours"),
        max_length=100,
        validators=[check_hours],
        help_text=gettext_lazy("In order, like 09:00-12:00, 15:00-18:00."),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_span_%s", **kwargs)
        self.year = year
        for name in ("first", "last"):
            self.fields[name].widget.attrs |= {"min": f"{year}-01-01", "max": f"{year}-12-31"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("first"), values.get("last")
        for name, day in (("first", first), ("last", last)):
            if day is not None and day.year != self.year:
                self.add_error(name, _("Choose a day of {year}.").format(year=self.year))
        if first and last and last < first:
            self.add_error("last", _("It ends on the day it begins, or later."))
        elif first and last and CalendarSpan.objects.filter(first__lte=last, last__gte=first).exists():
            self.add_error(None, _("Another part of the year lies on some of these days."))
        return values


class HoursForm(forms.Form):
    """From when to when people work."""

    hours = forms.CharField(
        label=gettext_lazy("Office hours"),
        max_length=100,
        validators=[check_hours],
        help_text=gettext_lazy("In order, like 09:00-12:00, 13:30-17:30."),
    )
