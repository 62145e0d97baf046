"""What is told about progress reports, by kind; each reader gets his own language."""

from django.utils.translation import gettext_noop as _

from foundation.notifications.kinds import register

KINDS = {
    "report.near": _("{count} progress reports are to be filed, the first by {due}"),
    "report.late": _("{count} progress reports are overdue; file them now"),
    "report.asked": _("The office asks for {count} progress reports that are still to be filed"),
    "report.returned": _("{report} of {party} for {period} was returned: {reason}"),
    "report.extension_asked": _("{party} asks for more time for {report} of {period}, until {until}"),
    "report.extension_granted": _("{report} of {party} for {period} has time until {until}"),
    "report.extension_refused": _("No more time for {report} of {party} for {period}: {reason}"),
}


def register_all() -> None:
    """Make the kinds known; called when Django starts."""
    for name, title in KINDS.items():
        register(name, title)
