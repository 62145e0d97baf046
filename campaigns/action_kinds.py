"""What people are told of action orders, special actions and pairings, by kind of message."""

from django.utils.translation import gettext_noop as _

from foundation.notifications.kinds import register

KINDS = {
    "action_order.drafted": _("The action order for {day} is drafted; give it a theme and issue it"),
    "action_order.issued": _("{order}: day of action {day}. Your task: {asked}"),
    "action_order.reminder": _("{order}: tell by {due} what was done"),
    "action_task.returned": _("{order}: your answer is sent back: {reason}"),
    "special_action.adopted": _("You lead the special action “{action}” in {year}"),
    "milestone.reminder": _("{action}: the milestone “{milestone}” is due by {due}"),
    "pairing.made": _("{unit} and {village} are paired from {day}"),
    "pairing.ended": _("{unit} and {village} are no longer paired: {reason}"),
    "pairing.reminder": _("{village}: no support recorded this quarter; it ends on {day}"),
}


def register_all() -> None:
    """Make the kinds known; called when Django starts."""
    for name, title in KINDS.items():
        register(name, title)
