"""How the states of the five creations look: word, icon and tone, the same on every page."""

from django.utils.translation import pgettext_lazy

from foundation.web.states import Look, register

from .choices import (
    BoardColour,
    BoardState,
    DecisionState,
    GroupState,
    MeetingState,
    Presence,
    ReportExtensionState,
    ReportFace,
    ReportState,
    TemplateState,
)

BOARD = {
    BoardState.PROPOSED: Look(pgettext_lazy("board", "To decide"), "message-question", "violet"),
    BoardState.APPROVED: Look(pgettext_lazy("board", "On the board"), "list-check", "green"),
    BoardState.REJECTED: Look(pgettext_lazy("board", "Not listed"), "ban", "grey"),
    BoardState.REMOVED: Look(pgettext_lazy("board", "Removed"), "arrow-back-up", "grey"),
}
COLOUR = {
    BoardColour.RED: Look(BoardColour.RED.label, "award"),
    BoardColour.BLACK: Look(BoardColour.BLACK.label, "alert-octagon", strong=True),
}
GROUP = {
    GroupState.DRAFT: Look(GroupState.DRAFT.label, "pencil", "grey"),
    GroupState.IN_FORCE: Look(GroupState.IN_FORCE.label, "circle-check", "green"),
    GroupState.DISSOLVED: Look(GroupState.DISSOLVED.label, "archive", "grey"),
}
MEETING = {
    MeetingState.PLANNED: Look(MeetingState.PLANNED.label, "pencil", "grey"),
    MeetingState.CALLED: Look(MeetingState.CALLED.label, "speakerphone", "blue"),
    MeetingState.HELD: Look(MeetingState.HELD.label, "writing", "violet"),
    MeetingState.SIGNED: Look(MeetingState.SIGNED.label, "file-check", "blue"),
    MeetingState.FINISHED: Look(MeetingState.FINISHED.label, "circle-check", "green"),
    MeetingState.CANCELLED: Look(MeetingState.CANCELLED.label, "ban", "grey"),
}
DECISION = {
    DecisionState.DRAFT: Look(DecisionState.DRAFT.label, "pencil", "grey"),
    DecisionState.OPEN: Look(DecisionState.OPEN.label, "inbox", "grey"),
    DecisionState.IN_PROGRESS: Look(DecisionState.IN_PROGRESS.label, "tool", "blue"),
    DecisionState.DONE: Look(DecisionState.DONE.label, "eye-check", "violet"),
    DecisionState.RETURNED: Look(DecisionState.RETURNED.label, "arrow-back-up", "amber"),
    DecisionState.CONFIRMED: Look(DecisionState.CONFIRMED.label, "circle-check", "green"),
    DecisionState.CANCELLED: Look(DecisionState.CANCELLED.label, "ban", "grey"),
}
PRESENCE = {
    Presence.PRESENT: Look(Presence.PRESENT.label, "user-check"),
    Presence.DEPUTY: Look(Presence.DEPUTY.label, "users"),
    Presence.EXCUSED: Look(Presence.EXCUSED.label, "user-minus"),
    Presence.ABSENT: Look(Presence.ABSENT.label, "user-x", strong=True),
}

REPORT = {
    ReportState.DUE: Look(pgettext_lazy("report state", "To file"), "calendar-due", "grey"),
    ReportState.DRAFT: Look(ReportState.DRAFT.label, "pencil", "grey"),
    ReportState.SUBMITTED: Look(pgettext_lazy("report", "Filed"), "send", "violet"),
    ReportState.RETURNED: Look(ReportState.RETURNED.label, "arrow-back-up", "amber"),
    ReportState.ACCEPTED: Look(pgettext_lazy("report state", "Accepted"), "circle-check", "green"),
}
TEMPLATE = {
    TemplateState.DRAFT: Look(TemplateState.DRAFT.label, "pencil", "grey"),
    TemplateState.PUBLISHED: Look(pgettext_lazy("report template", "In force"), "circle-check", "green"),
    TemplateState.RETIRED: Look(pgettext_lazy("report template", "Retired"), "archive", "grey"),
}
REPORT_EXTENSION = {
    ReportExtensionState.ASKED: Look(ReportExtensionState.ASKED.label, "message-question", "violet"),
    ReportExtensionState.GRANTED: Look(ReportExtensionState.GRANTED.label, "circle-check", "green"),
    ReportExtensionState.REFUSED: Look(ReportExtensionState.REFUSED.label, "ban", "grey"),
}
REPORT_FACE = {
    ReportFace.IN_TIME: Look(ReportFace.IN_TIME.label, "circle-check", "green"),
    ReportFace.LATE: Look(ReportFace.LATE.label, "clock-exclamation", "amber"),
    ReportFace.MISSING: Look(ReportFace.MISSING.label, "alarm", "alarm"),
    ReportFace.OPEN: Look(ReportFace.OPEN.label, "clock", "grey"),
}


def register_all() -> None:
    """Make the looks known to templates; called when Django starts."""
    register("boardentry", BOARD)
    register("progressreport", REPORT)
    register("reporttemplate", TEMPLATE)
    register("reportextension", REPORT_EXTENSION)
    register("report_face", REPORT_FACE)
    register("board", COLOUR)
    register("group", GROUP)
    register("meeting", MEETING)
    register("decision", DECISION)
    register("presence", PRESENCE)
