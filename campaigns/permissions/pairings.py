"""Who pairs units with villages and who records support."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_pair(user: Any, district: str | None = None) -> Decision:
    """Pairing, ending pairings and the rule for them: the office of the district."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district pairs units with villages."))


def can_record_support(user: Any, pairing: Any) -> Decision:
    """Recording support (登记帮扶): an official of the paired unit."""
    if user is not None and user.has_role(Role.OFFICIAL, organisation=pairing.organisation_id):
        return YES
    return no(_("Only an official of the paired unit records its support."))


def can_record_some_support(user: Any) -> Decision:
    """Recording support of some unit (导入帮扶记录): its officials."""
    if user is not None and any(grant.role == Role.OFFICIAL and grant.organisations for grant in user.held):
        return YES
    return no(_("Only an official of the paired unit records its support."))


def can_reverse_support(user: Any, record: Any) -> Decision:
    """Reversing a wrong record (冲销): the unit that entered it, or the office."""
    if user is not None and user.has_role(Role.OFFICIAL, organisation=record.organisation_id):
        return YES
    if user is not None and user.has_role(Role.ADMIN, region=record.district_id):
        return YES
    return no(_("Only the unit that entered a record, or the office, reverses it."))
