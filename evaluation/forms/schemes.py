"""What is asked for when a scoring scheme is drafted, adopted and retired."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.periods import Period, PeriodKind, PeriodNotUnderstood

from ..actions.schemes import COLUMNS
from ..models import Scheme, SiteType

WEIGHTS = ("field_weight", "rectification_weight", "reporting_weight", "satisfaction_weight")
ONE = Decimal(1)


class SchemeForm(forms.ModelForm):
    """The numbers of a draft; site types that are left empty count with 1."""

    class Meta:
        model = Scheme
        fields = COLUMNS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*WEIGHTS, "bonus_cap", "deduction_cap", "threshold"):
            self.initial[name] = f"{getattr(self.instance, name).normalize():f}"
        weights = dict(self.instance.type_weights.values_list("site_type", "weight"))
        for row in SiteType.objects.order_by("pk"):
            self.fields[f"type-{row.pk}"] = factor(str(row), weights.get(row.pk), 1000)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        told = [values.get(name) for name in WEIGHTS]
        if None not in told and not any(weight > 0 for weight in told if weight is not None):
            self.add_error(None, _("At least one component has a weight above 0."))
        for name in (*WEIGHTS, "bonus_cap", "deduction_cap", "threshold"):
            if (value := values.get(name)) is not None and not 0 <= value <= 100:
                self.add_error(name, _("Between 0 and 100."))
        return values

    @property
    def type_fields(self) -> list[Any]:
        """Weights of site types, as the page shows them."""
        return [self[name] for name in self.fields if name.startswith("type-")]

    @property
    def main_fields(self) -> list[Any]:
        """The numbers of the scheme itself."""
        return [self[name] for name in COLUMNS]

    def told(self) -> dict[str, Any]:
        """What the action is told."""
        values = self.cleaned_data
        return {
            "columns": {name: values[name] for name in COLUMNS},
            "type_weights": {int(key): value for key, value in self._factors("type-").items()},
        }

    def _factors(self, prefix: str) -> dict[str, Decimal]:
        given = {
            name.removeprefix(prefix): value for name, value in self.cleaned_data.items() if name.startswith(prefix)
        }
        return {key: value for key, value in given.items() if value is not None and value != ONE}


def factor(label: str, known: Decimal | None, most: int) -> forms.DecimalField:
    """A weight or coefficient above 0; empty means 1."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal("0.001"),
        max_value=most,
        max_digits=6,
        decimal_places=3,
        initial=None if known is None else f"{known.normalize():f}",
        widget=forms.NumberInput(attrs={"placeholder": "1", "step": "0.001"}),
    )


class AdoptForm(forms.Form):
    """From which month a scheme holds."""

    month = forms.CharField(label=_("From the month of"), widget=forms.TextInput(attrs={"type": "month"}))

    def clean_month(self) -> dt.date:
        try:
            period = Period.parse(self.cleaned_data["month"])
        except PeriodNotUnderstood as refused:
            raise forms.ValidationError(_("Write a month like 2026-10.")) from refused
        if period.kind is not PeriodKind.MONTH:
            raise forms.ValidationError(_("Write a month like 2026-10."))
        return period.start
