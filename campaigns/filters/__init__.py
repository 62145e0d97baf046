"""What lists of the five creations are narrowed by."""

from .boards import BoardFilter
from .burden import BurdenFilter

__all__ = ["BoardFilter", "BurdenFilter"]
