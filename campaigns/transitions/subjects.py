"""Which state of a cycle or a subject may follow which."""

from foundation.transitions import TransitionTable

from ..choices import CycleState, SubjectState

CYCLE = TransitionTable({CycleState.OPEN: [CycleState.CLOSED], CycleState.CLOSED: []})

# Who comes back is enrolled anew, so that the time between is not counted.
SUBJECT = TransitionTable({SubjectState.ENROLLED: [SubjectState.WITHDRAWN], SubjectState.WITHDRAWN: []})
