"""What lists of the five creations are narrowed by."""

from .boards import BoardFilter

__all__ = ["BoardFilter"]
