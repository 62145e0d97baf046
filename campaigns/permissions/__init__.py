"""Who may do what in the five creations."""

from .boards import can_approve_entry, can_decide_board

__all__ = ["can_approve_entry", "can_decide_board"]
