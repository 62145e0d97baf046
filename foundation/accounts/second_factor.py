"""The second factor beside the password (第二因素): who has to have one, and taking it off somebody who lost it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.trail import record
from foundation.decisions import Decision, no
from foundation.secrets import lock, unlock

from .choices import Role
from .models import User
from .permissions import can_change_user

PURPOSE = "second factor"


# How somebody is told of a reset: messages stand above accounts and name themselves here.
tellers: list[Callable[..., Any]] = []


def is_demanded_of(user: Any) -> bool:
    """Whether this person may work only with a second factor: administrators, where the setting says so."""
    return settings.SECOND_FACTOR and (
        user.is_superuser or user.is_staff or any(grant.role == Role.ADMIN for grant in user.every_grant)
    )


def has_one(user: Any) -> bool:
    """Whether the person has set up his app for one-time codes."""
    return Authenticator.objects.filter(user=user.pk, type=Authenticator.Type.TOTP).exists()


def is_missing(user: Any) -> bool:
    """Demanded of this person, and not there yet."""
    return is_demanded_of(user) and not has_one(user)


def can_reset(actor: Any, person: User) -> Decision:
    """As changing the person; one's own is changed on one's own page, with a code."""
    if actor is not None and actor.pk == person.pk:
        return no(_("Nobody resets his own second factor. Ask another administrator."))
    return can_change_user(actor, person)


@transaction.atomic
def reset(person: User, *, actor: Any, at: dt.datetime) -> None:
    """Somebody lost telephone and recovery codes: the next sign-in goes by the password alone, and he is told."""
    can_reset(actor, person).enforce()
    Authenticator.objects.filter(user=person).delete()
    record("user.reset_second_factor", person, actor=actor, at=at, region="")
    who = str(actor) if actor is not None else _("The administrator of the portal")
    for tell in tellers:
        tell(person, who=who, at=at)


class PortalMFAAdapter(DefaultMFAAdapter):
    """Secrets and recovery codes lie encrypted, and who has to have a second factor cannot take it off."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is wrong or was used before. Take the next one that the app shows."),
        "cannot_delete_authenticator": gettext_lazy("Administrators work only with a second factor."),
    }

    def encrypt(self, text: str) -> str:
        return lock(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return unlock(encrypted_text, purpose=PURPOSE) or encrypted_text

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not is_demanded_of(authenticator.user)
