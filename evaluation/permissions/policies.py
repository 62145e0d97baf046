"""Who may set how problems are handled."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.permissions import can_set_up_shared
from foundation.decisions import YES, Decision, no


def can_manage_policies(user: Any, district: str | None = None) -> Decision:
    """Setting times and rules by severity: the office of the district, or of all for what all share."""
    if district is None:
        return can_set_up_shared(user)
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district sets its times for putting things right."))
