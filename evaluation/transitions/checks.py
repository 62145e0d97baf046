"""Which state of a check may follow which."""

from foundation.transitions import TransitionTable

from ..choices import CheckState

CHECK = TransitionTable(
    {
        CheckState.DRAWN: [CheckState.SUBMITTED, CheckState.CANCELLED],
        CheckState.SUBMITTED: [CheckState.CONFIRMED, CheckState.VOIDED],
        CheckState.CONFIRMED: [],
        CheckState.CANCELLED: [],
        CheckState.VOIDED: [],
    }
)
