"""What ledgers tell people, by kind; each reader gets his own language."""

from django.utils.translation import gettext_noop as _

from foundation.notifications.kinds import register

KINDS = {
    "ledger_returned": _("{ledger}, {day}: sent back to be corrected. {reason}"),
}


def register_all() -> None:
    """Make the kinds known; called when Django starts."""
    for name, title in KINDS.items():
        register(name, title)
