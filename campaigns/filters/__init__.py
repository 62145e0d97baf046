"""What lists of the five creations are narrowed by."""

from .boards import BoardFilter
from .burden import BurdenFilter
from .meetings import DecisionFilter, MeetingFilter
from .reports import ReportApiFilter, ReportFilter
from .subjects import CycleFilter, SubjectFilter

__all__ = [
    "BoardFilter",
    "BurdenFilter",
    "CycleFilter",
    "DecisionFilter",
    "MeetingFilter",
    "ReportApiFilter",
    "ReportFilter",
    "SubjectFilter",
]
