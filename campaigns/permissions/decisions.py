"""Who carries out decisions, and who confirms that they are carried out."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_carry_out(user: Any, decision: Any) -> Decision:
    """Taking up a decision and reporting it as done: an official of its owner."""
    if user.has_role(Role.OFFICIAL, organisation=decision.organisation_id):
        return YES
    return no(_("Only an official of the organisation that owns this decision carries it out."))


def can_steer_decision(user: Any, decision: Any) -> Decision:
    """Postponing and cancelling: the office of the place that decided."""
    if user.has_role(Role.ADMIN, region=decision.region_id):
        return YES
    return no(_("Only the office of the place that decided postpones and cancels its decisions."))


def can_confirm_decision(user: Any, decision: Any) -> Decision:
    """Confirming or sending back: the office, never somebody who acts for the owner or for a supporter."""
    if user.serves(decision.organisation_id):
        return no(_("You act for the organisation that owns this decision, so somebody else confirms it."))
    if any(user.serves(one.pk) for one in decision.supporters.all()):
        return no(_("You act for an organisation that supports this decision, so somebody else confirms it."))
    if user.has_role(Role.ADMIN, region=decision.region_id):
        return YES
    return no(_("Only the office of the place that decided confirms that a decision is carried out."))


def can_remind_of_decisions(user: Any) -> Decision:
    """Reminding is the portal's own work."""
    return YES if user is None else no(_("Reminders of decisions go out by the timetable."))
