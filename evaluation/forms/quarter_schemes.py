"""What is asked for when a quarterly scheme is drafted, adopted and retired."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.quarter_schemes import COLUMNS
from ..models import QuarterScheme
from .evaluations import QuarterField

WEIGHTS = ("months_weight", "satisfaction_weight", "material_weight")
GRADES = ("excellent_from", "good_from", "qualified_from")
POINTS = (*WEIGHTS, "bonus_cap", "deduction_cap", *GRADES)
TERMS = ("publicity_days", "review_days", "answer_days")
LONGEST_TERM = 60


class QuarterSchemeForm(forms.ModelForm):
    """The numbers of a draft, in the order in which a quarter comes about."""

    class Meta:
        model = QuarterScheme
        fields = COLUMNS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in POINTS:
            self.initial[name] = f"{getattr(self.instance, name).normalize():f}"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in POINTS:
            if (value := values.get(name)) is not None and not 0 <= value <= 100:
                self.add_error(name, _("Between 0 and 100."))
        for name in TERMS:
            if (value := values.get(name)) is not None and value > LONGEST_TERM:
                self.add_error(name, _("At most 60 working days."))
        return values

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields as the page groups them."""
        rest = [name for name in COLUMNS if name not in (*WEIGHTS, *GRADES, *TERMS)]
        told = [
            (_("Weights"), WEIGHTS),
            (_("Caps and minimums"), rest),
            (_("Grades"), GRADES),
            (_("Terms in working days"), TERMS),
        ]
        return [(label, [self[name] for name in names]) for label, names in told]


class FromQuarterForm(forms.Form):
    """From which quarter a scheme holds, or no longer holds."""

    quarter = QuarterField(
        label=_("From the quarter of"),
        widget=forms.TextInput(attrs={"placeholder": "2026Q4", "maxlength": 6, "autocomplete": "off"}),
        help_text=_("As year and quarter, for example 2026Q4."),
    )
