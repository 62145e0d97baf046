"""People are set up, changed, deactivated (用户)."""

import datetime as dt
from typing import Any

from django.db import transaction

from foundation.accounts import tokens
from foundation.accounts.models import User
from foundation.accounts.permissions import can_change_user, can_deactivate, can_set_up_users
from foundation.audit.trail import record
from foundation.cleaning import checked

FIELDS = ("name", "phone", "email")
COLUMNS = {"phone": "locked_phone", "email": "locked_email"}


@transaction.atomic
def create(*, username: str, name: str, phone: str = "", email: str = "", actor: Any, at: dt.datetime) -> User:
    """Somebody new, who cannot sign in until he has set a password through his link."""
    can_set_up_users(actor).enforce()
    user = User(username=username, name=name, phone=phone, email=email)
    user.set_unusable_password()
    checked(user)
    user.save(force_insert=True)
    record("user.create", user, actor=actor, at=at, after={"username": username}, region="")
    return user


@transaction.atomic
def change(user: User, *, name: str, phone: str, email: str, actor: Any, at: dt.datetime) -> None:
    """Another name, phone or e-mail address; the trail says which, not the numbers themselves."""
    can_change_user(actor, user).enforce()
    values = {"name": name, "phone": phone, "email": email}
    changed = [field for field in FIELDS if getattr(user, field) != values[field]]
    for field in changed:
        setattr(user, field, values[field])
    checked(user, exclude=["password"])
    user.save(update_fields=[COLUMNS.get(field, field) for field in changed] or ["name"])
    record("user.change", user, actor=actor, at=at, after={"changed": changed}, region="")


@transaction.atomic
def deactivate(user: User, *, actor: Any, at: dt.datetime) -> None:
    """Nobody signs in under this name any more; what the person did stays his."""
    can_deactivate(actor, user).enforce()
    user.is_active = False
    user.save(update_fields=["is_active"])
    tokens.revoke_all(user, actor=actor, at=at)
    record("user.deactivate", user, actor=actor, at=at, region="")


@transaction.atomic
def reactivate(user: User, *, actor: Any, at: dt.datetime) -> None:
    """The person is back."""
    can_deactivate(actor, user).enforce()
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("user.reactivate", user, actor=actor, at=at, region="")


@transaction.atomic
def show_phone(user: User, *, actor: Any, at: dt.datetime) -> str:
    """The whole phone number, for whoever may change the person; that he looked is written down."""
    can_change_user(actor, user).enforce()
    record("user.show_phone", user, actor=actor, at=at, region="")
    return user.phone


@transaction.atomic
def show_email(user: User, *, actor: Any, at: dt.datetime) -> str:
    """The whole e-mail address, for whoever may change the person; that he looked is written down."""
    can_change_user(actor, user).enforce()
    record("user.show_email", user, actor=actor, at=at, region="")
    return user.email
