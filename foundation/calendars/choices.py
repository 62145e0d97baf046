"""The words of the working calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    """What is unusual about a day: off although a weekday, or worked although a weekend (调休)."""

    OFF = "off", _("Day off")
    WORK = "work", _("Make-up working day")
