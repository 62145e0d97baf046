"""Doors of one's own views of the board, of taking assignments back, of naming who re-checks."""

from .doors import ADMIN, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])

DOORS = [
    Door("evaluation:problem-recall", write=OFFICE),
    Door("evaluation:saved-view-keep", write=SIGNED_IN),
    Door("evaluation:saved-view-drop", write=OFFICE, fill=of("saved_view")),
    Door("evaluation:problem-name-rechecker", read=OFFICE, write=OFFICE, fill=of("rectified_problem")),
    Door("problem-recall", write=OFFICE, fill=of("problem")),
    Door("problem-name-rechecker", write=OFFICE, fill=of("rectified_problem")),
    Door("saved-view-list", read=SIGNED_IN, write=SIGNED_IN),
    Door("saved-view-detail", read=OFFICE, fill=of("saved_view")),
]
