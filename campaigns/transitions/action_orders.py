"""Which state of an action order, and of its tasks, may follow which."""

from foundation.transitions import TransitionTable

from ..choices import ActionOrderState, ActionTaskState

ACTION_ORDER = TransitionTable(
    {
        ActionOrderState.DRAFT: [ActionOrderState.ISSUED, ActionOrderState.CANCELLED],
        ActionOrderState.ISSUED: [ActionOrderState.CLOSED],
        ActionOrderState.CLOSED: [],
        ActionOrderState.CANCELLED: [],
    }
)
ACTION_TASK = TransitionTable(
    {
        ActionTaskState.ASKED: [ActionTaskState.ANSWERED],
        ActionTaskState.ANSWERED: [ActionTaskState.CONFIRMED, ActionTaskState.RETURNED],
        ActionTaskState.RETURNED: [ActionTaskState.ANSWERED],
        ActionTaskState.CONFIRMED: [],
    }
)
