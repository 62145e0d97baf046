"""Who may plan."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_plan(user: Any, district: str | None = None) -> Decision:
    """Setting up plans of a district and drawing by them; of any district when none is named."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district plans its checks."))
