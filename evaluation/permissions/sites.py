"""Who may set up sites, and who has them in sight."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_manage_sites(user: Any, region: str | None = None) -> Decision:
    """Register, move and retire sites of a region; of any region when none is named."""
    if user is None or user.has_role(Role.ADMIN, region=region):
        return YES
    return no(_("Only an office administrator of this region can set up its sites."))


def can_manage_site(user: Any, site: Any) -> Decision:
    """Change, move or retire one site."""
    return can_manage_sites(user, site.region_id)


def is_in_sight(user: Any, place: Any) -> bool:
    """Whether a site, check or problem lies inside somebody's grants, by its region or its organisation."""
    if user.is_superuser or user.serves(place.organisation_id):
        return True
    return any(grant.region is not None and place.region_id.startswith(grant.region) for grant in user.held)
