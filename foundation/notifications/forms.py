"""Shapes that come in from the pages of messages."""

from typing import Any

import apprise
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.models import Organisation

from .models import Channel, Wishes

SCHEMES = frozenset(
    {"wecombot", "wecom", "dingtalk", "feishu", "lark", "mailto", "mailtos", "msteams", "slack", "tgram"}
)


class WishesForm(forms.ModelForm):
    """By e-mail or not, gathered or one by one."""

    class Meta:
        model = Wishes
        fields = ["by_email", "digest"]
        help_texts = {"digest": _("Several messages of half an hour come as one mail; urgent ones come at once.")}


class ChannelForm(forms.ModelForm):
    """A channel; its address is written only, never shown again."""

    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("As apprise writes it, e.g. wecombot://key, dingtalk://token, feishu://token, mailto://…"),
    )

    class Meta:
        model = Channel
        fields = ["organisation", "name", "is_active"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = Organisation.objects.filter(user.region_scope("region__code", roles=[Role.ADMIN]))
        self.fields["organisation"].queryset = reach.order_by("code")
        self.fields["address"].required = self.instance.pk is None

    def clean_address(self) -> str:
        """Only services for messages; never an address inside the house that a web request could be sent to."""
        address = self.cleaned_data["address"].strip()
        is_service = address.partition("://")[0].lower() in SCHEMES
        if address and not (is_service and apprise.Apprise().add(address)):
            raise ValidationError(_("This address is not one that messages can be sent to."))
        return address
