"""The words of plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """Whether checks are drawn by a plan (督查计划状态)."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("In force")
    ENDED = "ended", _("Ended")


class Frequency(models.TextChoices):
    """Per how long a site type is checked so many times (督查频次)."""

    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    QUARTER = "quarter", _("a quarter")
