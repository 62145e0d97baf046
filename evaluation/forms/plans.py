"""A plan as a form: its frame, and how often each site type is checked."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.models import Region
from foundation.web.forms import choose_the_only

from ..actions.plans import Times
from ..choices import Frequency
from ..models import Plan, SiteType

MOST_TIMES = 90


class PlanForm(forms.ModelForm):
    """Name, district, dates, load."""

    class Meta:
        model = Plan
        fields = ["name", "district", "starts_on", "ends_on", "daily_load", "works_on_holidays"]
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = user.region_scope("code", roles=[Role.ADMIN])
        districts = Region.objects.districts().filter(reach).order_by("code")
        choose_the_only(self, "district", districts)
        if self.instance.pk is not None:
            self.fields["district"].disabled = True


class FrequencyForm(forms.Form):
    """Times per week, month or quarter for each site type; none means that it is not checked."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.types = list(SiteType.objects.filter(retired_on=None).order_by("group", "code"))
        known = {} if plan.pk is None else {rule.site_type_id: rule for rule in plan.rules.all()}
        for kind in self.types:
            rule = known.get(kind.pk)
            self.fields[f"times_{kind.pk}"] = forms.IntegerField(
                label=_("{type}: times").format(type=kind),
                required=False,
                min_value=0,
                max_value=MOST_TIMES,
                initial=rule and rule.times,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": MOST_TIMES}),
            )
            self.fields[f"per_{kind.pk}"] = forms.ChoiceField(
                label=_("{type}: per").format(type=kind),
                choices=Frequency.choices,
                initial=rule.per if rule else Frequency.MONTH,
            )

    def rows(self) -> Iterator[tuple[SiteType, Any, Any]]:
        """Each site type with its two fields."""
        for kind in self.types:
            yield kind, self[f"times_{kind.pk}"], self[f"per_{kind.pk}"]

    def frequencies(self) -> list[Times]:
        """What was filled in."""
        told = self.cleaned_data
        return [
            Times(kind, times, Frequency(told[f"per_{kind.pk}"]))
            for kind in self.types
            if (times := told.get(f"times_{kind.pk}"))
        ]
