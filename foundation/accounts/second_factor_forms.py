"""The library's forms for one-time codes, in the words of the portal."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _


class PlainCode:
    """Mixin: one label, no text inside the box, digits first on a telephone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]  # type: ignore[attr-defined]
        code.label = _("One-time code")
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class SignInCode(PlainCode, AuthenticateForm):
    """After the password."""


class ConfirmingCode(PlainCode, ReauthenticateForm):
    """Before the second factor is changed."""


class FirstCode(PlainCode, ActivateTOTPForm):
    """Proves that the app has the key."""
