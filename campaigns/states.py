"""How the states of the five creations look: word, icon and tone, the same on every page."""

from django.utils.translation import pgettext_lazy

from foundation.web.states import Look, register

from .choices import BoardColour, BoardState

BOARD = {
    BoardState.PROPOSED: Look(pgettext_lazy("board", "To decide"), "message-question", "violet"),
    BoardState.APPROVED: Look(pgettext_lazy("board", "On the board"), "list-check", "green"),
    BoardState.REJECTED: Look(pgettext_lazy("board", "Not listed"), "ban", "grey"),
    BoardState.REMOVED: Look(pgettext_lazy("board", "Removed"), "arrow-back-up", "grey"),
}
COLOUR = {
    BoardColour.RED: Look(BoardColour.RED.label, "award"),
    BoardColour.BLACK: Look(BoardColour.BLACK.label, "alert-octagon", strong=True),
}


def register_all() -> None:
    """Make the looks known to templates; called when Django starts."""
    register("boardentry", BOARD)
    register("board", COLOUR)
