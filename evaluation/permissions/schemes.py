"""Who may change how months are scored."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no

from .indicators import can_manage_shared


def scheme_region(user: Any) -> str | None:
    """The region whose scheme this person drafts: the widest that he administers; None, for all, without one."""
    mine = [grant.region for grant in user.held if grant.role == Role.ADMIN and grant.region]
    return min(mine, key=lambda code: (len(code), code), default=None)


def can_draft_schemes(user: Any) -> Decision:
    """Beginning a scheme for one's own region, or for all."""
    if user.is_superuser or scheme_region(user) is not None:
        return YES
    return no(_("Only an office administrator drafts scoring schemes."))


def can_manage_scheme(user: Any, scheme: Any) -> Decision:
    """Editing and adopting one scheme."""
    if scheme.region_id is None:
        return can_manage_shared(user)
    if user.has_role(Role.ADMIN, region=scheme.region_id):
        return YES
    return no(_("Only an office administrator of this region changes its scoring schemes."))
