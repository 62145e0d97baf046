"""Shapes that come in from the page of severity policies."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..choices import Assignment, RecheckRule, TimeUnit
from ..models import SeverityPolicy
from ..models.policies import PERCENT, SHARE

TIMES = [MinValueValidator(1), MaxValueValidator(120_000)]


class PolicyForm(forms.Form):
    """What holds for problems of one severity."""

    time_amount = forms.IntegerField(label=gettext_lazy("Time for putting it right"), validators=TIMES)
    time_unit = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=TimeUnit.choices)
    assignment = forms.ChoiceField(label=pgettext_lazy("policy", "Assigned"), choices=Assignment.choices)
    reminder_left = forms.CharField(
        label=gettext_lazy("Reminder when so much is left"), max_length=5, validators=[SHARE],
        help_text=gettext_lazy("A share of the time, like 1/3."),
    )  # fmt: skip
    supervision_factor = forms.CharField(
        label=gettext_lazy("Time after a supervision notice"), max_length=5, validators=[SHARE],
        help_text=gettext_lazy("A share of the first time, like 1/2."),
    )  # fmt: skip
    supervision_minimum_days = forms.IntegerField(
        label=gettext_lazy("But at least so many working days"), min_value=1, max_value=30,
        help_text=gettext_lazy("Where time runs by the clock, an hour is the least."),
    )  # fmt: skip
    recheck = forms.ChoiceField(
        label=gettext_lazy("Re-checked"), choices=RecheckRule.choices,
        help_text=gettext_lazy("What a sample leaves out is closed by the portal, unless its photos are in question."),
    )  # fmt: skip
    recheck_percent = forms.IntegerField(label=gettext_lazy("Size of the sample in %"), validators=PERCENT)
    second_look_percent = forms.IntegerField(
        label=gettext_lazy("Second looks in %"), validators=PERCENT,
        help_text=gettext_lazy("Of what is closed, so much is drawn for a second look later."),
    )  # fmt: skip
    second_look_after = forms.IntegerField(
        label=gettext_lazy("Second look so many days after closing"), min_value=1, max_value=365
    )
    deduct_per_lapse = forms.DecimalField(
        label=gettext_lazy("Points off for each lapse"), max_digits=4, decimal_places=2, min_value=0
    )

    def clean(self) -> dict[str, Any]:
        """The numbers have to make sense together."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                SeverityPolicy(severity="normal", **cleaned).as_value()
            except ValueError:
                wrong = _("This time is longer than anybody waits, or a share is above one.")
                raise ValidationError(wrong) from None
        return cleaned
