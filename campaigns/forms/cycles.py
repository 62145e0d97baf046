"""What the pages of cycles are told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region

from ..choices import CreationType
from ..kinds import KINDS
from .subjects import day_field


class CycleForm(forms.Form):
    """A new cycle, and who comes along from the one before."""

    region = forms.ModelChoiceField(label=_("Region"), queryset=None)
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("As people call it, like “第七届（2026—2028年）”.")
    )
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"), help_text=_("Usually three years later."))
    take_over = forms.MultipleChoiceField(
        label=_("Subjects of the last cycle that go on"),
        required=False,
        choices=[(kind.value, kind.label) for kind in CreationType if not KINDS[kind].identifies_people],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Families are asked for their consent again and are enrolled anew."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = user.region_scope("code", roles=[Role.ADMIN])
        self.fields["region"].queryset = (
            Region.objects.filter(mine, level__lte=RegionLevel.DISTRICT).defer("boundary").order_by("level", "code")
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("A cycle cannot end before it begins."))
        return values
