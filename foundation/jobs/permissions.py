"""Who may look at the timetable and run a line of it again."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_look(user: Any) -> Decision:
    """Administrators of any place look at the runs of their places."""
    if user.is_superuser or user.has_role(Role.ADMIN):
        return YES
    return no(_("Only an administrator looks after the timetable."))


def can_run(user: Any, district: str) -> Decision:
    """A day of one district is run again by its administrator, a day of all by the administrator of the portal."""
    if user.is_superuser or (district and user.has_role(Role.ADMIN, region=district)):
        return YES
    return no(_("Only an administrator of this district can run its work again."))
