"""Telling somebody that his second factor was reset."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.accounts.second_factor import tellers

from .kinds import register
from .outbox import notify

RESET = "second_factor_reset"


def tell(person: Any, *, who: str, at: dt.datetime) -> None:
    """At once, in the transaction of the reset."""
    notify([person], RESET, values={"who": who}, url=reverse("mfa_index"), at=at)


def register_all() -> None:
    """Make the message known, and tell accounts who tells; called when Django starts."""
    register(RESET, gettext_noop("{who} reset your second factor; set up a new one when you sign in next"), urgent=True)
    if tell not in tellers:
        tellers.append(tell)
