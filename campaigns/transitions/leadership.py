"""Which state of a group may follow which."""

from foundation.transitions import TransitionTable

from ..choices import GroupState

GROUP = TransitionTable(
    {
        GroupState.DRAFT: [GroupState.IN_FORCE, GroupState.DISSOLVED],
        GroupState.IN_FORCE: [GroupState.DISSOLVED],
        GroupState.DISSOLVED: [],
    }
)
