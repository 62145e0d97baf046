"""Which state of a problem may follow which."""

from foundation.transitions import TransitionTable

from ..choices import ExtensionState, ProblemState, SecondLookState

PROBLEM = TransitionTable(
    {
        ProblemState.FOUND: [ProblemState.ASSIGNED, ProblemState.CANCELLED, ProblemState.MERGED],
        ProblemState.ASSIGNED: [
            ProblemState.RECTIFIED,
            ProblemState.FOUND,
            ProblemState.SUSPENDED,
            ProblemState.CANCELLED,
        ],
        ProblemState.RECTIFIED: [ProblemState.CLOSED, ProblemState.RETURNED],
        ProblemState.RETURNED: [ProblemState.RECTIFIED],
        ProblemState.SUSPENDED: [ProblemState.ASSIGNED],
        ProblemState.CLOSED: [],
        ProblemState.CANCELLED: [],
        ProblemState.MERGED: [],
    }
)
EXTENSION = TransitionTable(
    {
        ExtensionState.ASKED: [ExtensionState.GRANTED, ExtensionState.REFUSED],
        ExtensionState.GRANTED: [],
        ExtensionState.REFUSED: [],
    }
)
SECOND_LOOK = TransitionTable(
    {
        SecondLookState.DRAWN: [SecondLookState.PASSED, SecondLookState.FAILED],
        SecondLookState.PASSED: [],
        SecondLookState.FAILED: [],
    }
)
