"""The words of the five creations: states, kinds."""

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
from .kinds import CreationType, FieldType, PartyLevel
from .leadership import HEADS, GroupKind, GroupState, Post
from .ledgers import EntryState, Frequency, LedgerNature, LedgerState
from .meetings import AHEAD, ISSUED_MINUTES, TOOK_PLACE, MeetingState, Presence
from .reports import FILED, OPEN_REPORTS, ReportExtensionState, ReportFace, ReportPeriod, ReportState, TemplateState
from .subjects import CycleState, SubjectState

__all__ = [
    "AHEAD",
    "FILED",
    "HEADS",
    "ISSUED_DECISIONS",
    "ISSUED_MINUTES",
    "OPEN_REPORTS",
    "STANDING_DECISIONS",
    "STANDING_ENTRIES",
    "TOOK_PLACE",
    "UNDER_WAY_DECISIONS",
    "BoardColour",
    "BoardState",
    "CreationType",
    "CycleState",
    "Deadline",
    "DecisionState",
    "EntryState",
    "FieldType",
    "Frequency",
    "GroupKind",
    "GroupState",
    "LedgerNature",
    "LedgerState",
    "LinkPurpose",
    "MeetingState",
    "PartyLevel",
    "Post",
    "Presence",
    "ReportExtensionState",
    "ReportFace",
    "ReportPeriod",
    "ReportState",
    "StepKind",
    "SubjectState",
    "TemplateState",
]
