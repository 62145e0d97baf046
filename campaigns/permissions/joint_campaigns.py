"""Who defines joint campaigns and what counts in them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_define_campaign(user: Any, district: str | None) -> Decision:
    """Adding and closing campaigns of a district: its office; shipped ones, the portal's administrator."""
    if user is None or user.is_superuser:
        return YES
    if district is None:
        return no(_("This campaign is shared by all districts; only the portal’s administrator changes it."))
    if user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district defines its joint campaigns."))


def can_link(user: Any, district: str, organisation: int | None) -> Decision:
    """Counting a record in campaigns: the office of the district, or an official of whose record it is."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    if organisation is not None and user.has_role(Role.OFFICIAL, organisation=organisation):
        return YES
    return no(_("Only the office, or the organisation whose record it is, counts it in campaigns."))
