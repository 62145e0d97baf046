"""Who has an inbox of problems to put right."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no


def can_have_inbox(user: Any) -> Decision:
    """Opening the inbox of an organisation: its officials."""
    if user.has_role(Role.OFFICIAL):
        return YES
    return no(_("This inbox is for officials of organisations that put problems right."))
