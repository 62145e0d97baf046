"""What the four ones tell people, by kind; each reader gets his own language."""

from django.utils.translation import gettext_noop as _

from foundation.notifications.kinds import register

KINDS = {
    "bulletin_published": _("{place}: the bulletin of {week} is published, {number}"),
}
URGENT: frozenset[str] = frozenset()


def register_all() -> None:
    """Make the kinds known; called when Django starts."""
    for name, title in KINDS.items():
        register(name, title, urgent=name in URGENT)
