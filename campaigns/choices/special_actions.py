"""The words of special actions."""

from django.db import models
from django.utils.translation import pgettext_lazy


class SpecialActionState(models.TextChoices):
    """Where a special action stands (专项行动)."""

    RUNNING = "running", pgettext_lazy("special action", "Under way")
    FINISHED = "finished", pgettext_lazy("special action", "Finished")
    STOPPED = "stopped", pgettext_lazy("special action", "Stopped")


class FigureMeasure(models.TextChoices):
    """How the values of months make the value of a year."""

    SUM = "sum", pgettext_lazy("figure of a special action", "Months are added up")
    LATEST = "latest", pgettext_lazy("figure of a special action", "The latest month counts")
