"""Shapes that come in from the timetable page."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .queries import districts_of

FARTHEST_BACK = dt.timedelta(days=400)


class RunAgainForm(forms.Form):
    """Which day to run again, and where."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    district = forms.ModelChoiceField(
        label=_("District"), queryset=None, required=False, empty_label=_("All districts")
    )

    def __init__(self, *args: Any, user: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.today = user, today
        self.fields["district"].queryset = districts_of(user)

    def clean_day(self) -> dt.date:
        day = self.cleaned_data["day"]
        if not self.today - FARTHEST_BACK <= day <= self.today:
            raise ValidationError(_("Choose a day of the past year, today at the latest."))
        return day

    def districts(self) -> list[str]:
        """The codes to run for; none means all of the portal, which only its administrator may."""
        if self.cleaned_data["district"]:
            return [self.cleaned_data["district"].pk]
        return [] if self.user.is_superuser else list(districts_of(self.user).values_list("code", flat=True))
