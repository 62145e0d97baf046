"""The words of the five creations: states, kinds."""

from .action_orders import OPEN_TASKS, OUT_ORDERS, ActionOrderState, ActionTaskState
from .boards import STANDING_ENTRIES, BoardColour, BoardState
from .decisions import (
    ISSUED_DECISIONS,
    STANDING_DECISIONS,
    UNDER_WAY_DECISIONS,
    Deadline,
    DecisionState,
    LinkPurpose,
    StepKind,
)
from .joint_campaigns import JointCampaignState
from .kinds import CreationType, FieldType, PartyLevel
from .leadership import HEADS, GroupKind, GroupState, Post
from .ledgers import STANDING_STATES, EntryState, Frequency, LedgerMeasure, LedgerNature, LedgerState, Occasion
from .meetings import AHEAD, ISSUED_MINUTES, TOOK_PLACE, MeetingState, Presence
from .pairings import PairingState, SupportKind, SupportState
from .reports import FILED, OPEN_REPORTS, ReportExtensionState, ReportFace, ReportPeriod, ReportState, TemplateState
from .special_actions import FigureMeasure, SpecialActionState
from .subjects import ConsentKind, CycleState, SubjectState

__all__ = [
    "AHEAD",
    "FILED",
    "HEADS",
    "ISSUED_DECISIONS",
    "ISSUED_MINUTES",
    "OPEN_REPORTS",
    "OPEN_TASKS",
    "OUT_ORDERS",
    "STANDING_DECISIONS",
    "STANDING_ENTRIES",
    "STANDING_STATES",
    "TOOK_PLACE",
    "UNDER_WAY_DECISIONS",
    "ActionOrderState",
    "ActionTaskState",
    "BoardColour",
    "BoardState",
    "ConsentKind",
    "CreationType",
    "CycleState",
    "Deadline",
    "DecisionState",
    "EntryState",
    "FieldType",
    "FigureMeasure",
    "Frequency",
    "GroupKind",
    "GroupState",
    "JointCampaignState",
    "LedgerMeasure",
    "LedgerNature",
    "LedgerState",
    "LinkPurpose",
    "MeetingState",
    "Occasion",
    "PairingState",
    "PartyLevel",
    "Post",
    "Presence",
    "ReportExtensionState",
    "ReportFace",
    "ReportPeriod",
    "ReportState",
    "SpecialActionState",
    "StepKind",
    "SubjectState",
    "SupportKind",
    "SupportState",
    "TemplateState",
]
