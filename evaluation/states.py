"""How the states of the four ones look: word, icon and tone, the same on every page."""

from django.utils.translation import pgettext_lazy

from foundation.web.states import Look, register

from .choices import (
    CheckState,
    DocumentState,
    EvaluationState,
    InterviewFace,
    MaterialState,
    NegativeEffect,
    PlanState,
    ProblemState,
    Severity,
    SiteState,
    VersionState,
)


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
    register("interview", INTERVIEW)
    register("appeal", APPEAL)
    register("assessment", DOCUMENT)
    register("bulletin", DOCUMENT)
    register("evaluation", EVALUATION)
    register("grade", GRADE)
    register("materialreview", MATERIAL)
    register("negative", NEGATIVE)
    register("site", SITE)
    register("survey", SURVEY)
    register("plan", PLAN)
    for kind in ("indicatorsystem", "questionnaire", "scheme", "quarterscheme"):
        register(kind, VERSION)


CHECK = _looks(
    drawn=(CheckState.DRAWN.label, "clipboard-list", "grey"),
    submitted=(CheckState.SUBMITTED.label, "circle-check", "green"),
    confirmed=(CheckState.CONFIRMED.label, "rosette-discount-check", "green"),
    cancelled=(CheckState.CANCELLED.label, "ban", "grey"),
    voided=(CheckState.VOIDED.label, "ban", "grey"),
    missed=(pgettext_lazy("check", "Missed"), "calendar-x", "alarm"),
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
    overdue=(pgettext_lazy("flag", "Overdue"), "alarm", "alarm"),
    nearly_due=(pgettext_lazy("flag", "Nearly due"), "hourglass-low", "amber"),
    frozen=(pgettext_lazy("flag", "Frozen"), "lock", "grey"),
    question=(pgettext_lazy("flag", "Question"), "message-question", "amber"),
    missed=(pgettext_lazy("flag", "Missed"), "calendar-x", "alarm"),
)
UPLOAD = _looks(
    unsent=(pgettext_lazy("upload", "Not sent"), "cloud-up", "amber"),
    sending=(pgettext_lazy("upload", "Sending"), "loader", "blue"),
    refused=(pgettext_lazy("upload", "Not accepted"), "alert-circle", "alarm"),
)
NOTICE = _looks(
    sent=(pgettext_lazy("notice", "Not received"), "clock-exclamation", "amber"),
    late=(pgettext_lazy("notice", "Not received in time"), "clock-exclamation", "alarm"),
    received=(pgettext_lazy("notice", "Received"), "check", "green"),
    withdrawn=(pgettext_lazy("notice", "Withdrawn"), "arrow-back", "grey"),
)
INTERVIEW = _looks(
    asked=(InterviewFace.ASKED.label, "messages", "amber"),
    held=(InterviewFace.HELD.label, "check", "green"),
)
APPEAL = _looks(
    filed=(pgettext_lazy("appeal", "Under review"), "scale", "violet"),
    accepted=(pgettext_lazy("appeal", "Upheld"), "circle-check", "green"),
    rejected=(pgettext_lazy("appeal", "Not upheld"), "circle-x", "grey"),
)
DOCUMENT = _looks(
    draft=(DocumentState.DRAFT.label, "pencil", "grey"),
    approved=(DocumentState.APPROVED.label, "writing-sign", "blue"),
    published=(DocumentState.PUBLISHED.label, "speakerphone", "green"),
    superseded=(DocumentState.SUPERSEDED.label, "versions", "grey"),
)
EVALUATION = _looks(
    draft=(EvaluationState.DRAFT.label, "pencil", "grey"),
    in_appeal=(EvaluationState.IN_APPEAL.label, "news", "violet"),
    approved=(EvaluationState.APPROVED.label, "writing-sign", "blue"),
    published=(EvaluationState.PUBLISHED.label, "speakerphone", "green"),
    superseded=(EvaluationState.SUPERSEDED.label, "versions", "grey"),
)
GRADE = _looks(
    excellent=(pgettext_lazy("grade", "Excellent"), "award", "green"),
    good=(pgettext_lazy("grade", "Good"), "circle-check", "blue"),
    qualified=(pgettext_lazy("grade", "Qualified"), "circle-check", "amber"),
    unqualified=(pgettext_lazy("grade", "Unqualified"), "circle-x", "alarm"),
)
MATERIAL = _looks(
    draft=(MaterialState.DRAFT.label, "pencil", "grey"),
    filed=(MaterialState.FILED.label, "circle-check", "green"),
)
NEGATIVE = _looks(
    deduct=(NegativeEffect.DEDUCT.label, "circle-minus", "amber"),
    veto=(NegativeEffect.VETO.label, "ban", "alarm"),
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

SURVEY = _looks(
    draft=(pgettext_lazy("survey", "Draft"), "pencil", "grey"),
    open=(pgettext_lazy("survey", "Open"), "message-star", "blue"),
    closed=(pgettext_lazy("survey", "Closed"), "circle-check", "green"),
)
