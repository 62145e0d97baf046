"""How the states of action orders, special actions, joint campaigns and pairings look."""

from django.utils.translation import pgettext_lazy

from foundation.web.states import Look, register

from .choices import (
    ActionOrderState,
    ActionTaskState,
    JointCampaignState,
    PairingState,
    SpecialActionState,
    SupportState,
)

ACTION_ORDER = {
    ActionOrderState.DRAFT: Look(ActionOrderState.DRAFT.label, "pencil", "grey"),
    ActionOrderState.ISSUED: Look(ActionOrderState.ISSUED.label, "speakerphone", "blue"),
    ActionOrderState.CLOSED: Look(ActionOrderState.CLOSED.label, "circle-check", "green"),
    ActionOrderState.CANCELLED: Look(ActionOrderState.CANCELLED.label, "ban", "grey"),
}
ACTION_TASK = {
    ActionTaskState.ASKED: Look(ActionTaskState.ASKED.label, "clipboard-list", "grey"),
    ActionTaskState.ANSWERED: Look(ActionTaskState.ANSWERED.label, "eye-check", "violet"),
    ActionTaskState.RETURNED: Look(ActionTaskState.RETURNED.label, "arrow-back-up", "amber"),
    ActionTaskState.CONFIRMED: Look(ActionTaskState.CONFIRMED.label, "circle-check", "green"),
}
SPECIAL_ACTION = {
    SpecialActionState.RUNNING: Look(SpecialActionState.RUNNING.label, "run", "blue"),
    SpecialActionState.FINISHED: Look(SpecialActionState.FINISHED.label, "circle-check", "green"),
    SpecialActionState.STOPPED: Look(SpecialActionState.STOPPED.label, "player-pause", "grey"),
}
MILESTONE = {
    "due": Look(pgettext_lazy("milestone", "To do"), "calendar-due", "grey"),
    "late": Look(pgettext_lazy("milestone", "Late"), "alarm", "alarm"),
    "done": Look(pgettext_lazy("milestone", "Done"), "circle-check", "green"),
    "done_late": Look(pgettext_lazy("milestone", "Done late"), "circle-check", "amber"),
}
PAIRING = {
    PairingState.ACTIVE: Look(PairingState.ACTIVE.label, "heart-handshake", "green"),
    PairingState.ENDED: Look(PairingState.ENDED.label, "calendar-off", "grey"),
}
SUPPORT = {
    SupportState.ENTERED: Look(SupportState.ENTERED.label, "circle-check", "green"),
    SupportState.REVERSED: Look(SupportState.REVERSED.label, "arrow-back-up", "grey"),
}
JOINT_CAMPAIGN = {
    JointCampaignState.OPEN: Look(JointCampaignState.OPEN.label, "circle-check", "green"),
    JointCampaignState.CLOSED: Look(JointCampaignState.CLOSED.label, "lock", "grey"),
}


def register_all() -> None:
    """Make the looks known to templates; called when Django starts."""
    register("actionorder", ACTION_ORDER)
    register("actiontask", ACTION_TASK)
    register("specialaction", SPECIAL_ACTION)
    register("milestone", MILESTONE)
    register("pairing", PAIRING)
    register("supportrecord", SUPPORT)
    register("jointcampaign", JOINT_CAMPAIGN)
