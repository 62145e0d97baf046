"""What people are told of notices and interviews, by kind of message; each reader gets his own language."""

from django.utils.translation import gettext_noop as _

from foundation.notifications.kinds import register


def register_all() -> None:
    """Make the kinds known; called when Django starts."""
    register("notice.assignment", _("Assignment notices received: {count}. Sign for them and put it right in time."))
    register("notice.emergency", _("Emergency assigned: {problem}. Deadline {due}."), urgent=True)
    register("notice.reminder", _("Reminder notices received: {count}. Little time is left."))
    register("notice.supervision", _("Supervision notices received: {count}. The deadline has passed."), urgent=True)
    register("notice.copy", _("Copies of supervision notices in your place: {count}."))
    register("notice.withdrawn", _("Assignment notice {number} was withdrawn by the office: {problem}"))
    register("notice.receipt", _("Notices nobody has signed for within a working day: {count}."))
    register("interview.ask", _("Interviews to hold after a second lapse: {count}."))
