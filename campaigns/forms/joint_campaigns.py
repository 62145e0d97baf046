"""Joint campaigns as forms."""

from typing import Any

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from ..models import JointCampaign
from .action_fields import DistrictField


class CampaignForm(forms.Form):
    """A campaign of a district's own."""

    district = DistrictField()
    name = forms.CharField(label=_("Name"), max_length=30)
    name_en = forms.CharField(label=_("English name"), max_length=60, required=False)
    purpose = forms.CharField(label=_("What it is for"), max_length=200, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].offer(user)  # type: ignore[attr-defined]

    def campaign(self) -> JointCampaign:
        """The campaign as the action takes it; its code means nothing to anybody."""
        return JointCampaign(code=f"own-{get_random_string(8).lower()}", **self.cleaned_data)
