"""Which state of a plan may follow which."""

from foundation.transitions import TransitionTable

from ..choices import PlanState

PLAN = TransitionTable(
    {PlanState.DRAFT: [PlanState.ADOPTED], PlanState.ADOPTED: [PlanState.ENDED], PlanState.ENDED: []}
)
