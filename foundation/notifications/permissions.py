"""Who sets up channels."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_manage_channels(user: Any, organisation: Any = None) -> Decision:
    """The office of the region in which the organisation lies; of any when none is named."""
    region = organisation.region_id if organisation is not None else None
    if user.has_role(Role.ADMIN, region=region):
        return YES
    return no(_("Only an administrator of the region sets up channels for messages."))
