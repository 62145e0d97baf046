"""Small forms beside a progress report."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ProgressReport

MOST_DAYS = dt.timedelta(days=60)


class ExtendForm(forms.Form):
    """Until when more time is asked for, and why."""

    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "data-cap": 500})
    )

    def __init__(self, *args: Any, report: ProgressReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, last = report.due_on + dt.timedelta(days=1), report.due_on + MOST_DAYS
        self.fields["until"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}
        self.fields["until"].help_text = _("After the day it is due, within sixty days; it is granted once.")
