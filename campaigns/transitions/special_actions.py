"""Which state of a special action may follow which."""

from foundation.transitions import TransitionTable

from ..choices import SpecialActionState

SPECIAL_ACTION = TransitionTable(
    {
        SpecialActionState.RUNNING: [SpecialActionState.FINISHED, SpecialActionState.STOPPED],
        SpecialActionState.FINISHED: [],
        SpecialActionState.STOPPED: [SpecialActionState.RUNNING],
    }
)
