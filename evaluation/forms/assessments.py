"""What the ranking pages are asked for."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, PeriodNotUnderstood

from ..choices import PartyKind

TABS = {
    "districts": (PartyKind.REGION, RegionLevel.DISTRICT, _("Districts")),
    "towns": (PartyKind.REGION, RegionLevel.TOWNSHIP, _("Streets and towns")),
    "villages": (PartyKind.REGION, RegionLevel.VILLAGE, _("Communities and villages")),
    "organisations": (PartyKind.ORGANISATION, None, _("Organisations")),
}


class MonthField(forms.Field):
    """A month as ``2026-10``; its first day."""

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        try:
            return Period.parse(str(value).strip(), PeriodKind.MONTH).start
        except PeriodNotUnderstood as unread:
            raise forms.ValidationError(_("Write a month like 2026-10.")) from unread


class RankingForm(forms.Form):
    """Which month of which region, and which of its groups."""

    region = forms.ModelChoiceField(Region.objects.none(), required=False)
    month = MonthField(required=False)
    tab = forms.ChoiceField(choices=[(key, label) for key, (_kind, _level, label) in TABS.items()], required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.filter(level__lte=RegionLevel.DISTRICT)


class ScoreForm(forms.Form):
    """Which month of which region is to be scored (again)."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    month = MonthField(label=_("Month"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.visible_to(user).filter(
            level__in=[RegionLevel.PREFECTURE, RegionLevel.DISTRICT]
        )
