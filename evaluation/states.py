"""How the states of the four ones look: word, icon and tone, the same on every page."""

from django.utils.translation import gettext_lazy as _

from foundation.web.states import Look, register

from .choices import CheckState, DocumentState, PlanState, ProblemState, Severity, SiteState, VersionState


def _looks(**faces: tuple) -> dict[str, Look]:
    """Looks from (word, icon, tone), by the state's value."""
    return {value: Look(*face) for value, face in faces.items()}


def register_all() -> None:
    """Make the looks known to templates; called when Django starts."""
    register("check", CHECK)
    register("problem", PROBLEM)
    register("severity", SEVERITY)
    register("flag", FLAG)
    register("upload", UPLOAD)
    register("notice", NOTICE)
    register("appeal", APPEAL)
    register("assessment", DOCUMENT)
    register("bulletin", DOCUMENT)
    register("site", SITE)
    register("plan", PLAN)
    for kind in ("indicatorsystem", "scheme"):
        register(kind, VERSION)


CHECK = _looks(
    drawn=(CheckState.DRAWN.label, "clipboard-list", "grey"),
    submitted=(CheckState.SUBMITTED.label, "circle-check", "green"),
    confirmed=(CheckState.CONFIRMED.label, "rosette-discount-check", "green"),
    cancelled=(CheckState.CANCELLED.label, "ban", "grey"),
    voided=(CheckState.VOIDED.label, "ban", "grey"),
    missed=(_("Missed"), "calendar-x", "alarm"),
)
PROBLEM = _looks(
    found=(ProblemState.FOUND.label, "inbox", "grey"),
    assigned=(ProblemState.ASSIGNED.label, "tool", "blue"),
    rectified=(ProblemState.RECTIFIED.label, "eye-check", "violet"),
    returned=(ProblemState.RETURNED.label, "arrow-back-up", "amber"),
    suspended=(ProblemState.SUSPENDED.label, "player-pause", "grey"),
    closed=(ProblemState.CLOSED.label, "circle-check", "green"),
    cancelled=(ProblemState.CANCELLED.label, "ban", "grey"),
    merged=(ProblemState.MERGED.label, "git-merge", "grey"),
)
SEVERITY = _looks(
    minor=(Severity.MINOR.label, "square"),
    normal=(Severity.NORMAL.label, "alert-square"),
    serious=(Severity.SERIOUS.label, "alert-octagon", "", True),
    emergency=(Severity.EMERGENCY.label, "urgent", "", True),
)
FLAG = _looks(
    overdue=(_("Overdue"), "alarm", "alarm"),
    nearly_due=(_("Nearly due"), "hourglass-low", "amber"),
    frozen=(_("Frozen"), "lock", "grey"),
    question=(_("Question"), "message-question", "amber"),
    missed=(_("Missed"), "calendar-x", "alarm"),
)
UPLOAD = _looks(
    unsent=(_("Not sent"), "cloud-up", "amber"),
    sending=(_("Sending"), "loader", "blue"),
    refused=(_("Not accepted"), "alert-circle", "alarm"),
)
NOTICE = _looks(
    sent=(_("Not received"), "clock-exclamation", "amber"),
    late=(_("Not received"), "clock-exclamation", "alarm"),
    received=(_("Received"), "check", "green"),
)
APPEAL = _looks(
    filed=(_("Under review"), "scale", "violet"),
    accepted=(_("Upheld"), "circle-check", "green"),
    rejected=(_("Not upheld"), "circle-x", "grey"),
)
DOCUMENT = _looks(
    draft=(DocumentState.DRAFT.label, "pencil", "grey"),
    approved=(DocumentState.APPROVED.label, "writing-sign", "blue"),
    published=(DocumentState.PUBLISHED.label, "speakerphone", "green"),
    superseded=(DocumentState.SUPERSEDED.label, "versions", "grey"),
)
VERSION = _looks(
    draft=(VersionState.DRAFT.label, "pencil", "grey"),
    published=(VersionState.PUBLISHED.label, "speakerphone", "green"),
    retired=(VersionState.RETIRED.label, "versions", "grey"),
)
PLAN = _looks(
    draft=(PlanState.DRAFT.label, "pencil", "grey"),
    adopted=(PlanState.ADOPTED.label, "calendar-check", "green"),
    ended=(PlanState.ENDED.label, "calendar-off", "grey"),
)
SITE = _looks(
    active=(SiteState.ACTIVE.label, "map-pin", "green"),
    retired=(SiteState.RETIRED.label, "map-pin-off", "grey"),
)
