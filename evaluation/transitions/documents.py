"""Which state of a bulletin or an assessment may follow which."""

from foundation.transitions import TransitionTable

from ..choices import DocumentState

DOCUMENT = TransitionTable(
    {
        DocumentState.DRAFT: [DocumentState.APPROVED],
        DocumentState.APPROVED: [DocumentState.PUBLISHED, DocumentState.DRAFT],
        DocumentState.PUBLISHED: [DocumentState.SUPERSEDED],
        DocumentState.SUPERSEDED: [],
    }
)
