"""Who takes subjects into the campaign, changes them, and sees what identifies a family."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no

from ..kinds import KINDS, spec_of


def can_enrol(
    user: Any, creation_type: str | None = None, region: str | None = None, organisation: int | None = None
) -> Decision:
    """Enrol a subject, or correct its profile: the office of the place, or the party itself (自愿申报).

    A city is entered by its office only; families by their village, whose official has their consent.
    """
    if user is None or user.has_role(Role.ADMIN, region=region):
        return YES
    if creation_type is None and user.has_role(Role.OFFICIAL):
        return YES
    if creation_type is not None and not spec_of(creation_type).takes_part_with_all:
        place = {"organisation": organisation} if spec_of(creation_type).is_organisation else {"region": region}
        if user.has_role(Role.OFFICIAL, **place):
            return YES
    return no(_("Only the office of this region, or the party itself, can enrol it and change its profile."))


def enrolled_by(user: Any) -> list[str]:
    """The types somebody may enrol somewhere: the office all, a village places and families, a bureau itself."""
    if user.has_role(Role.ADMIN):
        return list(KINDS)
    held = [grant for grant in user.held if grant.role == Role.OFFICIAL]
    has_place, has_body = any(grant.region for grant in held), any(grant.organisations for grant in held)
    return [
        kind
        for kind, spec in KINDS.items()
        if not spec.takes_part_with_all and (has_body if spec.is_organisation else has_place)
    ]


def can_change(user: Any, subject: Any) -> Decision:
    """Correct the profile of a subject."""
    return can_enrol(user, subject.creation_type, subject.region_id, subject.organisation_id)


def can_manage_subject(user: Any, subject: Any) -> Decision:
    """Move a subject or take it out of the campaign: the office; a family's village may as well."""
    if user is None or user.has_role(Role.ADMIN, region=subject.region_id):
        return YES
    if spec_of(subject.creation_type).identifies_people and user.has_role(Role.OFFICIAL, region=subject.region_id):
        return YES
    return no(_("Only the office of this region moves a subject or takes it out of the campaign."))


def can_choose_participants(user: Any, subject: Any) -> Decision:
    """Say who takes part in a subject's creation: the office of the place."""
    if user is None or user.has_role(Role.ADMIN, region=subject.region_id):
        return YES
    return no(_("Only the office of this region says who takes part."))


def can_see_names(user: Any, subject: Any) -> Decision:
    """See the name of a family: those who look after it; each look is written down."""
    if user.has_role(Role.ADMIN, Role.OFFICIAL, region=subject.region_id):
        return YES
    return no(_("Only the family’s village and the office of its region may see its name."))
