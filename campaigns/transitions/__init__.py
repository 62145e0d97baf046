"""Which state may follow which."""

from .boards import BOARD

__all__ = ["BOARD"]
