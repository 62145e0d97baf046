"""Pairings and support records as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.choices import Role
from foundation.organisations.choices import RegionLevel
from foundation.organisations.fields import OrganisationField, RegionField
from foundation.organisations.models import Organisation, Region

from ..choices import SupportKind
from ..models import Pairing
from .action_fields import day_field, link_field, text_field

SUGGESTED = 300


class PairForm(forms.Form):
    """Which unit is paired with which village, from when and for what."""

    organisation = OrganisationField(label=_("Unit"), help_text=_("By code or name."))
    region = RegionField(label=_("Village or community"), help_text=_("By code or name."))
    starts_on = day_field(pgettext_lazy("pairing", "From"))
    aim = text_field(
        _("What it is for"), required=False, example=_("Mend the water pipe, train the village’s lecturers")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = user.region_scope("code", roles=[Role.ADMIN])
        villages = Region.objects.filter(mine, level=RegionLevel.VILLAGE).defer("boundary").order_by("code")
        units = Organisation.objects.filter(user.region_scope("region__code", roles=[Role.ADMIN])).open()
        paired = Pairing.objects.active()
        free = villages.exclude(pk__in=paired.values("region")).values_list("code", "name")
        idle = units.exclude(pk__in=paired.values("organisation")).order_by("code").values_list("code", "name")
        self.fields["region"].offer(villages, list(free[:SUGGESTED]))  # type: ignore[attr-defined]
        self.fields["organisation"].offer(units, list(idle[:SUGGESTED]))  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """When and why a pairing ends."""

    ends_on = day_field(_("Last day"))
    reason = text_field(_("Reason"))


class SupportForm(forms.Form):
    """What a unit did for its village on a day."""

    kind = forms.ChoiceField(label=_("What it was"), choices=SupportKind.choices)
    on = day_field(_("Day"))
    text = text_field(
        pgettext_lazy("support", "What was done"), example=_("Two lessons on waste sorting, 46 households came")
    )
    people = forms.IntegerField(label=_("People taking part"), min_value=0, max_value=1_000_000, required=False)
    hours = forms.DecimalField(label=_("Hours"), max_digits=7, decimal_places=1, min_value=0, required=False)
    funds = forms.DecimalField(label=_("Funds (yuan)"), max_digits=12, decimal_places=2, min_value=0, required=False)
    link = link_field(_("A record of the portal or a report elsewhere is evidence enough; no screenshot is needed."))
