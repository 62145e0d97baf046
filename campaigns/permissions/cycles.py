"""Who opens and closes cycles."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_manage_cycles(user: Any, region: str | None = None) -> Decision:
    """Open and close the cycles of a region; of any region when none is named."""
    if user is None or user.has_role(Role.ADMIN, region=region):
        return YES
    return no(_("Only the office of this region opens and closes its cycles."))
