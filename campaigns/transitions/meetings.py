"""Which state of a meeting may follow which."""

from foundation.transitions import TransitionTable

from ..choices import MeetingState

MEETING = TransitionTable(
    {
        MeetingState.PLANNED: [MeetingState.CALLED, MeetingState.CANCELLED],
        MeetingState.CALLED: [MeetingState.HELD, MeetingState.CANCELLED],
        MeetingState.HELD: [MeetingState.SIGNED],
        MeetingState.SIGNED: [MeetingState.FINISHED],
        MeetingState.FINISHED: [],
        MeetingState.CANCELLED: [],
    }
)
