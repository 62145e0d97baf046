"""Who issues notices and who signs for them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_issue_notice(user: Any, district: str) -> Decision:
    """Issuing by hand: the office of the district; what the rules issue nobody has to sign."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district issues notices."))


def can_sign_notice(user: Any, notice: Any) -> Decision:
    """Signing for a notice (签收): an official of the organisation it is addressed to."""
    if user.has_role(Role.OFFICIAL, organisation=notice.organisation_id):
        return YES
    return no(_("Only an official of the organisation that it is addressed to signs for a notice."))


def can_sign_notices(user: Any) -> Decision:
    """Signing for notices anywhere: an official of an organisation."""
    if user.is_superuser or any(grant.role == Role.OFFICIAL and grant.organisations for grant in user.held):
        return YES
    return no(_("Only an official of the organisation that it is addressed to signs for a notice."))


def can_hold_interview(user: Any, interview: Any) -> Decision:
    """Writing down an interview (约谈): the office of the district, never somebody of the organisation itself."""
    if user.serves(interview.organisation_id):
        return no(_("You belong to this organisation, so somebody else holds the interview."))
    if user.has_role(Role.ADMIN, region=interview.district_id):
        return YES
    return no(_("Only the office of this district records its interviews."))
