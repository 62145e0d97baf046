"""The first password, set by its owner through a link that works once."""

import datetime as dt
from typing import Any

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.decisions import YES, Decision, no

from .models import Grant, User


def link_for(user: User, request: HttpRequest | None = None) -> str:
    """The address at which this person sets a password; it dies with the first use and after three days."""
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return request.build_absolute_uri(path) if request else settings.PORTAL_URL + path


def can_invite(user: Any, person: User) -> Decision:
    """Whoever set up all that a person may do, may let him set a password: nobody gains more than he has."""
    if not person.is_active:
        return no(_("This person is no longer active."))
    if user.is_superuser:
        return YES
    if person.is_superuser or person.is_staff or person.pk == user.pk:
        return no(_("Only the administrator of the portal can do this for this person."))
    within = Grant.objects.visible_to(user)
    if not person.grants.exists() or person.grants.exclude(pk__in=within.values("pk")).exists():
        return no(_("This person also holds roles outside your area; ask the administrator above you."))
    return YES


@transaction.atomic
def invite(user: User, *, actor: Any, at: dt.datetime, request: HttpRequest | None = None) -> str:
    """Make the link for a person (一次性设密链接), to be handed over by whoever asked for it."""
    if actor is not None:
        can_invite(actor, user).enforce()
    record("user.invite", user, actor=actor, at=at, region="")
    return link_for(user, request)
