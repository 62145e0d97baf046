"""Who may do what with quarters, materials and the negative list."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.scope import has_role
from foundation.decisions import YES, Decision, no
from foundation.organisations.choices import RegionLevel

from .checks import recused

TOWNSHIP_DIGITS = 9


def can_prepare(user: Any, district: Any) -> Decision:
    """Preparing a quarter: the timetable (nobody), or the office of the region."""
    if user is None or has_role(user, Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this region prepares its quarters."))


def can_publish_evaluation(user: Any, evaluation: Any) -> Decision:
    """Opening for appeal, approving, publishing and correcting a quarter: the office of its region."""
    if has_role(user, Role.ADMIN, region=evaluation.district_id):
        return YES
    return no(_("Only an administrator of this region opens, approves, publishes and corrects its quarters."))


def acts_for(user: Any, row: Any) -> bool:
    """Whether somebody is an official of the party that a row is about."""
    if row.organisation_id is not None:
        return bool(user.has_role(Role.OFFICIAL, organisation=row.organisation_id))
    return bool(user.has_role(Role.OFFICIAL, region=row.region_id))


def can_file_material(user: Any, review: Any) -> Decision:
    """Writing and filing a party's material: its own officials."""
    if acts_for(user, review):
        return YES
    return no(_("Only an official of the party itself files its material."))


def can_manage_material(user: Any, district: Any) -> Decision:
    """Asking for material and choosing reviewers: the office of the district."""
    if has_role(user, Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district asks for material and chooses reviewers."))


def may_review(reviewer: Any, review: Any) -> Decision:
    """Who can be chosen for a party (回避): a reviewer of the district, not of his own organisation or place."""
    if not reviewer.has_role(Role.REVIEWER, region=review.district_id):
        return no(_("This person is not a reviewer of this district."))
    if review.organisation_id is not None:
        if review.organisation_id in recused(reviewer):
            return no(_("This person belongs to the organisation; somebody else reviews it."))
        return YES
    if review.region.level < RegionLevel.TOWNSHIP:
        return YES
    for grant in reviewer.held:
        is_small = grant.role != Role.REVIEWER and grant.region and len(grant.region) >= TOWNSHIP_DIGITS
        if is_small and (review.region_id.startswith(grant.region) or grant.region.startswith(review.region_id)):
            return no(_("This person works in this place; somebody else reviews it."))
    return YES


def can_score_material(user: Any, assignment: Any) -> Decision:
    """Scoring: the reviewer who was chosen, as long as he may review this party."""
    if assignment.reviewer_id != user.pk:
        return no(_("Only the reviewer who was chosen scores this material."))
    return may_review(user, assignment.review)


def can_record_negative(user: Any, district: Any) -> Decision:
    """Entering a party in the negative list and withdrawing the entry: the office of the district."""
    if has_role(user, Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district keeps the negative list."))
