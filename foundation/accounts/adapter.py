"""How sign-in behaves here: no self-registration, and a new password ends what the old one had opened."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from axes.utils import reset as forget_failures
from django.db import transaction
from django.utils import timezone

from foundation.audit.trail import record

from . import tokens


class PortalAccountAdapter(DefaultAccountAdapter):
    """Accounts are set up by an administrator; nobody signs up alone."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        """Whoever proves to be the owner is let in again at once; keys given out before are void."""
        now = timezone.now()
        with transaction.atomic():
            user.set_password(password)
            user.save(update_fields=["password"])
            tokens.revoke_all(user, actor=user, at=now)
            record("user.set_password", user, actor=user, at=now, region="")
        forget_failures(username=user.get_username())
