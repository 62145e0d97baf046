"""The words of metrics."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """How a figure is made (统计方法)."""

    COUNT = "count", _("Count")
    SUM = "sum", _("Sum")
    DISTINCT = "distinct", _("Distinct")
    RATIO = "ratio", _("Ratio")
    MEAN = "mean", _("Mean")
    MEDIAN = "median", _("Median")
    MIN = "min", _("Least")
    SCORE = "score", _("Score")


class Counted(models.TextChoices):
    """What a period means for a figure (统计口径)."""

    DURING = "during", _("During the period")
    AT_END = "at_end", _("At its end")
