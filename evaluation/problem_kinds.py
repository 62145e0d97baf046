"""What people are told about problems on their way, by kind of message; each reader gets his own language."""

from django.utils.translation import gettext_noop as _

from foundation.notifications.kinds import register

KINDS = {
    "problem.returned": _("{problem} at {site} was sent back: {reason}"),
    "problem.closed": _("{problem} at {site} is closed."),
    "problem.cancelled": _("{problem} at {site} was cancelled by the office: {reason}"),
    "problem.suspended": _("{problem} at {site} is suspended; its time stands still."),
    "problem.resumed": _("{problem} at {site} is taken up again. Deadline {due}."),
    "problem.extension_granted": _("More time was granted for {problem} at {site}. Deadline {due}."),
    "problem.extension_refused": _("No more time was granted for {problem} at {site}: {reason}"),
    "problem.given_back": _("{organisation} gave back {problem} at {site}: {reason}"),
    "problem.extension_asked": _("{organisation} asks for more time for {problem} at {site}."),
    "problem.recheck_named": _("You are named to re-check {problem} at {site}."),
    "problem.wrong_again": _("{problem} at {site} is wrong again; it was opened as {again}."),
}


def register_all() -> None:
    """Make the kinds known; called when Django starts."""
    for name, title in KINDS.items():
        register(name, title)
