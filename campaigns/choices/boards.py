"""The words of the red and black boards."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardColour(models.TextChoices):
    """Which board (榜单)."""

    RED = "red", _("Red board")
    BLACK = "black", _("Black board")


class BoardState(models.TextChoices):
    """Where an entry stands; nothing is on a board before somebody approved it by hand."""

    PROPOSED = "proposed", _("To decide")
    APPROVED = "approved", _("On the board")
    REJECTED = "rejected", _("Not listed")
    REMOVED = "removed", _("Removed")


STANDING_ENTRIES = (BoardState.PROPOSED, BoardState.APPROVED)
