"""What lists of the five creations are narrowed by."""

from .boards import BoardFilter
from .burden import BurdenFilter
from .meetings import DecisionFilter, MeetingFilter

__all__ = [
    "BoardFilter",
    "BurdenFilter",
    "DecisionFilter",
    "MeetingFilter",
]
