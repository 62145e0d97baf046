"""Doors of one's own views of the board, of taking assignments back, of naming who re-checks."""

from .doors import ADMIN, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])

DOORS = [
    Door("evaluation:problem-recall", write=OFFICE),
    Door("evaluation:saved-view-keep", write=SIGNED_IN),
    Door("evaluation:saved-view-drop", write=OFFICE, fill=of("saved_view")),
    Door("evaluation:problem-name-rechecker", read=OFFICE, write=OFFICE, fill=of("rectified_problem")),
]
