"""Who compiles, writes, approves and publishes bulletins."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_edit_bulletin(user: Any, district: str | None = None) -> Decision:
    """The office of the district; the timetable (nobody) compiles."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district works on its bulletins."))
