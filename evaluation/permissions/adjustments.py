"""Who may give and take points."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.scope import has_role
from foundation.decisions import YES, Decision, no


def can_adjust(user: Any, district: Any) -> Decision:
    """Recording and withdrawing adjustments: the office of the district."""
    if has_role(user, Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district records bonuses and deductions."))
