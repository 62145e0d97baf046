"""Which state of a survey may follow which."""

from foundation.transitions import TransitionTable

from ..choices import SurveyState

SURVEY = TransitionTable(
    {SurveyState.DRAFT: [SurveyState.OPEN], SurveyState.OPEN: [SurveyState.CLOSED], SurveyState.CLOSED: []}
)
