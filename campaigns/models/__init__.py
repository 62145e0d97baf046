"""Records of the five creations."""

from .boards import BoardEntry

__all__ = ["BoardEntry"]
