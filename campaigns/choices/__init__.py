"""The words of the five creations: states, kinds."""

from .boards import STANDING_ENTRIES, BoardColour, BoardState

__all__ = ["STANDING_ENTRIES", "BoardColour", "BoardState"]
