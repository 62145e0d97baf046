"""Which state of a decision may follow which."""

from foundation.transitions import TransitionTable

from ..choices import DecisionState

DECISION = TransitionTable(
    {
        DecisionState.DRAFT: [DecisionState.OPEN],
        DecisionState.OPEN: [DecisionState.IN_PROGRESS, DecisionState.DONE, DecisionState.CANCELLED],
        DecisionState.IN_PROGRESS: [DecisionState.DONE, DecisionState.CANCELLED],
        DecisionState.DONE: [DecisionState.CONFIRMED, DecisionState.RETURNED],
        DecisionState.RETURNED: [DecisionState.DONE, DecisionState.CANCELLED],
        DecisionState.CONFIRMED: [],
        DecisionState.CANCELLED: [],
    }
)
