"""What people are told of meetings and decisions, by kind of message; each reader gets his own language."""

from django.utils.translation import gettext_noop as _

from foundation.notifications.kinds import register


def register_all() -> None:
    """Make the kinds known; called when Django starts."""
    register("meeting.called", _("Invitation: {title}, {when}, {place}"), urgent=True)
    register("meeting.changed", _("Changed: {title} is now {when}, {place}"), urgent=True)
    register("meeting.cancelled", _("{title} does not take place: {reason}"), urgent=True)
    register("meeting.issued", _("The minutes of {title} are issued, {number}"))
    register("meeting.finished", _("Every decision of {title} is carried out or cancelled; the meeting is finished"))
    register(
        "decisions.supporting",
        _("{title}: {organisation} supports decisions: {count}, the first due on {due}"),
    )
    register("meeting.corrected", _("The minutes of {title} are corrected, {number}: {reason}"))
    register("decisions.assigned", _("{title}: decisions for {organisation}: {count}, the first due on {due}"))
    register("decisions.near", _("{organisation}: decisions due by {until}: {count}"))
    register("decisions.overdue", _("{organisation}: decisions past their deadline: {count}"))
    register("decisions.overdue_here", _("{place}: decisions past their deadline: {count}"))
    register("decision.reported", _("{organisation} reports as done: {what}"))
    register("decision.returned", _("Sent back: {what}. Reason: {reason}"))
    register("decision.confirmed", _("Confirmed by the office: {what}"))
    register("decision.postponed", _("{what}: postponed, due on {due} now"))
    register("decision.cancelled", _("{what}: cancelled. Reason: {reason}"))
