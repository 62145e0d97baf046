"""How sign-in behaves here: no self-registration, and a new password ends what the old one had opened."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from axes.utils import reset as forget_failures
from django.db import transaction
from django.utils import timezone

from foundation.audit.trail import record

from . import tokens

# What the library would mail about the second factor stands in the trail instead.
DEEDS = {
    "mfa/email/totp_activated": "user.set_up_second_factor",
    "mfa/email/totp_deactivated": "user.remove_second_factor",
    "mfa/email/recovery_codes_generated": "user.renew_recovery_codes",
}


class PortalAccountAdapter(DefaultAccountAdapter):
    """Accounts are set up by an administrator; nobody signs up alone."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Wrong passwords are counted by django-axes."""

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who signed in a moment ago is not asked for the password again to set up his second factor."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app)

    def send_notification_mail(self, template_prefix: str, user: Any, about: Any = None, email: Any = None) -> None:
        """Nothing is mailed; a change of the second factor is written down."""
        if template_prefix in DEEDS:
            with transaction.atomic():
                record(DEEDS[template_prefix], user, actor=user, at=timezone.now(), region="")

    def set_password(self, user: Any, password: str) -> None:
        """Whoever proves to be the owner is let in again at once; keys given out before are void."""
        now = timezone.now()
        with transaction.atomic():
            user.set_password(password)
            user.save(update_fields=["password"])
            tokens.revoke_all(user, actor=user, at=now)
            record("user.set_password", user, actor=user, at=now, region="")
        forget_failures(username=user.get_username())
