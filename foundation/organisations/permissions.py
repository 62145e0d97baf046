"""Who may set up regions and organisations."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.decisions import YES, Decision, no

# The role's value, not its class: accounts stands above organisations.
ADMIN = "admin"


def can_import_regions(user: Any) -> Decision:
    """Whoever administers a region; rows outside of his regions are refused one by one."""
    return YES if user.has_role(ADMIN) else no(_("Only an office administrator can import regions."))


def can_import_organisations(user: Any) -> Decision:
    """Whoever administers a region; rows outside of his regions are refused one by one."""
    return YES if user.has_role(ADMIN) else no(_("Only an office administrator can import organisations."))


def can_set_up(user: Any, region: Any) -> Decision:
    """Set up organisations in a region, draw its boundary; nobody is asked on the command line."""
    if user is None or user.has_role(ADMIN, region=region):
        return YES
    return no(_("Only an office administrator of this region can do this."))
