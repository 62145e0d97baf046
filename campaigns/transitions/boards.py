"""Which state of a board entry may follow which."""

from foundation.transitions import TransitionTable

from ..choices import BoardState

BOARD = TransitionTable(
    {
        BoardState.PROPOSED: [BoardState.APPROVED, BoardState.REJECTED],
        BoardState.APPROVED: [BoardState.REMOVED],
        BoardState.REJECTED: [],
        BoardState.REMOVED: [],
    }
)
