"""Who runs special actions and who reports on them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_run_special_actions(user: Any, district: str | None = None) -> Decision:
    """Adopting special actions, changing who leads them, ending them: the office of the district."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district runs its special actions."))


def can_report_special_action(user: Any, action: Any) -> Decision:
    """Reporting milestones and monthly values: an official of the lead department."""
    if user is not None and user.has_role(Role.OFFICIAL, organisation=action.lead_id):
        return YES
    return no(_("Only an official of the lead department reports on this special action."))
