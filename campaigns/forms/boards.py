"""Shapes that come in from the boards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.web.reach import ReachField

from ..choices import BoardColour


class ProposeForm(forms.Form):
    """A place or an organisation for a board, with the ground."""

    colour = forms.ChoiceField(label=_("Board"), choices=BoardColour.choices)
    region = ReachField(label=_("Region"), queryset=Region.objects.none())
    organisation = ReachField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    title = forms.CharField(
        label=_("Place or organisation"),
        max_length=120,
        help_text=_("A place or an organisation by its name; people are not listed."),
    )
    ground = forms.CharField(label=_("Ground"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        administered = Region.objects.filter(user.region_scope("code", roles=[Role.ADMIN]))
        self.fields["region"].queryset = administered.filter(level__gte=RegionLevel.DISTRICT).order_by("code")
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user).open().order_by("code")
