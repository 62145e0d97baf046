"""The words of the five creations: states, kinds."""

from .boards import STANDING_ENTRIES, BoardColour, BoardState
from .kinds import CreationType, FieldType, PartyLevel
from .ledgers import EntryState, Frequency, LedgerNature, LedgerState
from .reports import FILED, OPEN_REPORTS, ReportPeriod, ReportState, TemplateState
from .subjects import CycleState, SubjectState

__all__ = [
    "FILED",
    "OPEN_REPORTS",
    "STANDING_ENTRIES",
    "BoardColour",
    "BoardState",
    "CreationType",
    "CycleState",
    "EntryState",
    "FieldType",
    "Frequency",
    "LedgerNature",
    "LedgerState",
    "PartyLevel",
    "ReportPeriod",
    "ReportState",
    "SubjectState",
    "TemplateState",
]
