"""What is asked for when points are given or taken."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodKind
from foundation.web.forms import choose_the_only
from foundation.web.moments import period as period_name

from ..choices import AdjustmentKind
from .appeals import party_choices

MONTHS, QUARTERS = 4, 2


class AdjustmentForm(forms.Form):
    """Who is given or loses points, when, how many, why, by which document."""

    district = forms.ModelChoiceField(Region.objects.none(), label=_("District"))
    party = forms.ChoiceField(label=_("Party"))
    period = forms.ChoiceField(label=_("Counts in"))
    kind = forms.ChoiceField(label=_("Kind"), choices=AdjustmentKind.choices)
    points = forms.DecimalField(
        label=_("Points"),
        min_value=Decimal("0.001"),
        max_value=100,
        max_digits=6,
        decimal_places=3,
        help_text=_("The scheme caps what counts in all."),
    )
    project = forms.CharField(
        label=_("Project"),
        max_length=60,
        required=False,
        help_text=_("Of bonuses for the same project only the highest counts in a year."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "data-cap": 500, "maxlength": 500})
    )
    document = forms.FileField(label=_("Document"), required=False)

    def __init__(self, *args: Any, user: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = Region.objects.districts().filter(user.region_scope("code", roles=[Role.ADMIN])).order_by("code")
        choose_the_only(self, "district", districts)
        self.fields["party"].choices = party_choices(user)
        self.fields["period"].choices = period_choices(today)

    def clean_party(self) -> Region | Organisation:
        kind, _colon, key = self.cleaned_data["party"].partition(":")
        model: Any = Region if kind == "region" else Organisation
        return model.objects.get(pk=key)

    def clean_period(self) -> Period:
        return Period.parse(self.cleaned_data["period"])


def period_choices(today: dt.date) -> list[tuple[str, str]]:
    """The months and quarters in which points are still decided, the present ones first."""
    told: list[tuple[str, str]] = []
    for kind, many in [(PeriodKind.MONTH, MONTHS), (PeriodKind.QUARTER, QUARTERS)]:
        period = Period.containing(today, kind)
        for _number in range(many):
            told.append((period.code, period_name(period)))
            period = period.previous()
    return told
