"""Records of the five creations."""

from .boards import BoardEntry
from .ledgers import LedgerEntry, LedgerKind
from .reports import ProgressReport, ReportTemplate, ReportVersion
from .subjects import Cycle, Participation, Subject

__all__ = [
    "BoardEntry",
    "Cycle",
    "LedgerEntry",
    "LedgerKind",
    "Participation",
    "ProgressReport",
    "ReportTemplate",
    "ReportVersion",
    "Subject",
]
