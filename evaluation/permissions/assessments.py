"""Who may do what with a month's scores."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.scope import has_role
from foundation.decisions import YES, Decision, no


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
