"""Who may set up regions and organisations."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.decisions import YES, Decision, no

# The role's value, not its class: accounts stands above organisations.
ADMIN = "admin"


def can_import_regions(user: Any) -> Decision:
    """Whoever administers at least one region; which rows he may touch is cut to his regions."""
    return YES if user.has_role(ADMIN) else no(_("Only an office administrator can import regions."))
