"""The words of adjustments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdjustmentKind(models.TextChoices):
    """Whether points are given or taken (加分、减分)."""

    BONUS = "bonus", _("Bonus")
    DEDUCTION = "deduction", _("Deduction")
