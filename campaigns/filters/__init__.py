"""What lists of the five creations are narrowed by."""

from .boards import BoardFilter
from .burden import BurdenFilter
from .ledgers import LedgerEntryApiFilter, LedgerEntryFilter
from .meetings import DecisionFilter, MeetingFilter
from .reports import ReportApiFilter, ReportFilter
from .subjects import CycleFilter, SubjectFilter

__all__ = [
    "BoardFilter",
    "BurdenFilter",
    "CycleFilter",
    "DecisionFilter",
    "LedgerEntryApiFilter",
    "LedgerEntryFilter",
    "MeetingFilter",
    "ReportApiFilter",
    "ReportFilter",
    "SubjectFilter",
]
