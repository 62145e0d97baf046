"""Who may look at the working calendar and keep it."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.accounts.choices import Role
from foundation.accounts.permissions import can_set_up_shared
from foundation.decisions import YES, Decision, no


def can_see_calendar(user: Any) -> Decision:
    """Whoever administers or leads a place, or answers for something there: deadlines count by it."""
    if user.is_superuser or user.has_role(Role.ADMIN, Role.LEADER, Role.OFFICIAL, Role.INSPECTOR):
        return YES
    return no(_("The working calendar is shown to those who work with deadlines."))


def can_keep_calendar(user: Any) -> Decision:
    """One calendar holds for all, so the office keeps it above which and beside which there is no other."""
    return can_set_up_shared(user)
