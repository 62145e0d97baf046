"""Who calls meetings and writes their minutes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_call_meeting(user: Any, region: str | None = None) -> Decision:
    """Planning, calling, holding and cancelling a meeting, its minutes and its decisions: the office of the place."""
    if user.has_role(Role.ADMIN, region=region):
        return YES
    return no(_("Only the office of this place calls its meetings and writes their minutes."))
