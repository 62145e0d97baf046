"""Which state of a quarter, a material and an appeal may follow which, and what an upheld review may undo."""

from foundation.transitions import TransitionTable

from ..choices import AppealState, CheckState, EvaluationState, MaterialState, ProblemState

EVALUATION = TransitionTable(
    {
        EvaluationState.DRAFT: [EvaluationState.IN_APPEAL],
        EvaluationState.IN_APPEAL: [EvaluationState.APPROVED],
        EvaluationState.APPROVED: [EvaluationState.PUBLISHED],
        EvaluationState.PUBLISHED: [EvaluationState.SUPERSEDED],
        EvaluationState.SUPERSEDED: [],
    }
)
MATERIAL = TransitionTable({MaterialState.DRAFT: [MaterialState.FILED], MaterialState.FILED: [MaterialState.DRAFT]})
APPEAL = TransitionTable(
    {
        AppealState.FILED: [AppealState.ACCEPTED, AppealState.REJECTED],
        AppealState.ACCEPTED: [],
        AppealState.REJECTED: [],
    }
)

# An upheld review (复核) takes back what was decided, however far it has come.
OVERTURNED_CHECK = TransitionTable(
    {
        state: [CheckState.VOIDED] if state in (CheckState.SUBMITTED, CheckState.CONFIRMED) else []
        for state in CheckState
    }
)
OVERTURNED_PROBLEM = TransitionTable(
    {
        state: [] if state in (ProblemState.CANCELLED, ProblemState.MERGED) else [ProblemState.CANCELLED]
        for state in ProblemState
    }
)
