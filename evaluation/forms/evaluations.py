"""What the quarter pages are asked for."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, PeriodNotUnderstood

from .assessments import TABS


class QuarterField(forms.Field):
    """A quarter as ``2026Q4``; its first day."""

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        try:
            return Period.parse(str(value).strip(), PeriodKind.QUARTER).start
        except PeriodNotUnderstood as unread:
            raise forms.ValidationError(_("Write a quarter like 2026Q4.")) from unread


class QuarterRankingForm(forms.Form):
    """Which quarter of which region, and which of its groups."""

    region = forms.ModelChoiceField(Region.objects.none(), required=False)
    quarter = QuarterField(required=False)
    tab = forms.ChoiceField(choices=[(key, label) for key, (_kind, _level, label) in TABS.items()], required=False)
    year = forms.IntegerField(required=False, min_value=2000, max_value=2999)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.filter(level__lte=RegionLevel.DISTRICT)


class PrepareForm(forms.Form):
    """Which quarter of which region is to be worked out (again)."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    quarter = QuarterField(label=_("Quarter"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.visible_to(user).filter(
            level__in=[RegionLevel.PREFECTURE, RegionLevel.DISTRICT]
        )
