"""Who may carry out checks and decide about them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no
from foundation.organisations.lines import with_ancestors


def recused(user: Any) -> frozenset[int]:
    """Organisations whose sites somebody does not check (回避): his own, those below and those above."""
    own = {pk for grant in user.every_grant for pk in grant.organisations}
    return with_ancestors(own) if own else frozenset()


def can_inspect(user: Any) -> Decision:
    """Opening the inspector's pages: whoever carries out checks somewhere."""
    if user.has_role(Role.INSPECTOR, Role.ADMIN):
        return YES
    return no(_("These pages are for inspectors. The office gives that role."))


def can_check(user: Any, site: Any) -> Decision:
    """Submitting a check of a site: an inspector or the office of its region, never of their own organisation."""
    if not user.has_role(Role.INSPECTOR, Role.ADMIN, region=site.region_id):
        return no(_("Only an inspector of this region can check this site."))
    if site.organisation_id in recused(user):
        return no(_("You belong to the organisation that answers for this site, so somebody else checks it."))
    return YES


def can_decide_check(user: Any, check: Any) -> Decision:
    """Confirming, cancelling or voiding a check, and answering what is asked about it: the office of its region."""
    if user is None or user.has_role(Role.ADMIN, region=check.region_id):
        return YES
    return no(_("Only an administrator of this region decides about its checks."))
