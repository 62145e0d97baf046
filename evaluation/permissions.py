"""Who may do what in the four ones."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.models import Grant
from foundation.accounts.scope import has_role, region_q
from foundation.decisions import YES, Decision, no
from foundation.organisations.lines import with_ancestors


def can_score(user: Any, region: Any) -> Decision:
    """Scoring a month: the timetable (nobody), or the office of the region."""
    if user is None or has_role(user, Role.ADMIN, region=region):
        return YES
    return no(_("Only an administrator of this region scores its months."))


def can_publish_assessment(user: Any, assessment: Any) -> Decision:
    """Approving, publishing and correcting a month: the office of its region."""
    if has_role(user, Role.ADMIN, region=assessment.region_id):
        return YES
    return no(_("Only an administrator of this region approves, publishes and corrects its months."))


def can_open_result(user: Any, result: Any) -> Decision:
    """Opening what made a score: the party itself, whoever is above it, and the office."""
    code = result.region_id or result.organisation.region_id
    if user.is_superuser or any(grant.region is not None and code.startswith(grant.region) for grant in user.held):
        return YES
    if result.organisation_id is not None and user.serves(result.organisation_id):
        return YES
    return no(_("What made this score is open to the party itself and to those above it."))


def can_manage_sites(user: Any, region: str | None = None) -> Decision:
    """Register, move and retire sites of a region; of any region when none is named."""
    if user is None or user.has_role(Role.ADMIN, region=region):
        return YES
    return no(_("Only an office administrator of this region can set up its sites."))


def can_manage_site(user: Any, site: Any) -> Decision:
    """Change, move or retire one site."""
    return can_manage_sites(user, site.region_id)


def can_manage_shared(user: Any) -> Decision:
    """Set up what the whole installation shares: the office above which and beside which there is no other."""
    if user is None or user.is_superuser:
        return YES
    mine = [grant for grant in user.held if grant.role == Role.ADMIN and grant.region]
    if not mine:
        return no(_("Only an office administrator can change what all share."))
    others = Grant.objects.in_force(on=timezone.localdate()).filter(role=Role.ADMIN, region__isnull=False)
    if others.exclude(region_q(mine, "region__code")).exists():
        return no(_("Other districts use this too. Only the office above all of them can change it."))
    return YES


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


def is_in_sight(user: Any, place: Any) -> bool:
    """Whether a site, check or problem lies inside somebody's grants, by its region or its organisation."""
    if user.is_superuser or user.serves(place.organisation_id):
        return True
    return any(grant.region is not None and place.region_id.startswith(grant.region) for grant in user.held)


def recused(user: Any) -> frozenset[int]:
    """Organisations whose sites somebody does not check (回避): his own, those below and those above."""
    own = {pk for grant in user.held for pk in grant.organisations}
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


def can_plan(user: Any, district: str | None = None) -> Decision:
    """Setting up plans of a district and drawing by them; of any district when none is named."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district plans its checks."))
