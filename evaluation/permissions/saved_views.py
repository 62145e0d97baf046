"""Who keeps and drops views."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.decisions import YES, Decision, no


def can_keep_views(user: Any) -> Decision:
    """Keeping a view for oneself: whoever has signed in."""
    return YES if user.is_authenticated else no(_("Sign in first."))


def can_drop_view(user: Any, view: Any) -> Decision:
    """Dropping a view: whose it is."""
    return YES if view.owner_id == user.pk else no(_("This view belongs to somebody else."))
