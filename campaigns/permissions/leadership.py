"""Who decides about leading and working groups."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_lead(user: Any, district: str | None = None) -> Decision:
    """Forming, changing and dissolving groups: the office of the district."""
    if user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only the office of this district forms and changes its groups."))
