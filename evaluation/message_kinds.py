"""What the four ones tell people, by kind; each reader gets his own language."""

from django.utils.translation import gettext_noop as _

from foundation.notifications.kinds import register

KINDS = {
    "month_published": _("{party}: {month} is published with {score} points; your own sheet says what cost points"),
    "month_corrected": _("{party}: {month} was corrected, {score} points now; your own sheet says what cost points"),
    "bulletin_published": _("{place}: the bulletin of {week} is published, {number}"),
}
URGENT: frozenset[str] = frozenset()


def register_all() -> None:
    """Make the kinds known; called when Django starts."""
    for name, title in KINDS.items():
        register(name, title, urgent=name in URGENT)
