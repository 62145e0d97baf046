"""Who may set up what an installation shares, and check forms."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.permissions import can_set_up_shared
from foundation.decisions import YES, Decision, no


def can_manage_shared(user: Any) -> Decision:
    """Set up what the whole installation shares: the office above which and beside which there is no other."""
    return can_set_up_shared(user)


def administered_region(user: Any) -> str | None:
    """The widest region that this person administers; None for what the whole installation shares."""
    if user is None or can_manage_shared(user):
        return None
    mine = [grant.region for grant in user.held if grant.role == Role.ADMIN and grant.region]
    return min(mine, key=lambda code: (len(code), code), default=None)


def can_manage_systems(user: Any) -> Decision:
    """Draft indicator systems, for one's own region or for all."""
    if user is None or (user.has_role(Role.ADMIN) and (can_manage_shared(user) or administered_region(user))):
        return YES
    return no(_("Only an office administrator can set up check forms."))


def can_manage_system(user: Any, system: Any) -> Decision:
    """Edit, publish or retire one version."""
    if system.region_id is None:
        return can_manage_shared(user)
    if user is None or user.has_role(Role.ADMIN, region=system.region_id):
        return YES
    return no(_("Only an office administrator of this region can change its check forms."))
