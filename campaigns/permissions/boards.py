"""Who decides about the red and black boards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_decide_board(user: Any, district: str | None = None) -> Decision:
    """Proposing, approving, rejecting and removing entries: the office, or the portal's own work (nobody)."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district decides about its red and black boards."))


def can_approve_entry(user: Any, entry: Any) -> Decision:
    """Putting an entry on a board: somebody of the office, never the portal by itself."""
    if user is not None and user.has_role(Role.ADMIN, region=entry.district_id):
        return YES
    return no(_("An entry goes on a board only when an administrator of the district has looked at it."))
