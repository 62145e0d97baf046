"""What lists of the five creations are narrowed by."""

from .boards import BoardFilter
from .burden import BurdenFilter
from .meetings import DecisionFilter, MeetingFilter
from .reports import ReportApiFilter, ReportFilter

__all__ = [
    "BoardFilter",
    "BurdenFilter",
    "DecisionFilter",
    "MeetingFilter",
    "ReportApiFilter",
    "ReportFilter",
]
