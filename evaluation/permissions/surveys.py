"""Who may ask residents."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_survey(user: Any, region: str | None = None) -> Decision:
    """Drafting, opening and closing surveys of a region: its office."""
    if user is None or user.has_role(Role.ADMIN, region=region):
        return YES
    return no(_("Only an administrator of this region runs its surveys."))


def can_edit_questionnaire(user: Any, questionnaire: Any) -> Decision:
    """Changing and publishing a questionnaire: the office whose it is; what all share, the portal's administrator."""
    if user is None or user.is_superuser:
        return YES
    if questionnaire.region_id is None:
        return no(_("This questionnaire is shared by all. Make a version of your own from it."))
    return can_survey(user, questionnaire.region_id)
