"""The words of severity policies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TimeUnit(models.TextChoices):
    """What a deadline is counted in (计时单位)."""

    WORKING_DAY = "working_day", _("working days")
    WORKING_HOUR = "working_hour", _("working hours")
    WORKING_MINUTE = "working_minute", _("working minutes")
    CLOCK_HOUR = "clock_hour", _("hours by the clock")


class Assignment(models.TextChoices):
    """Who assigns: the portal at once, or the office from the board (交办方式)."""

    AUTO = "auto", pgettext_lazy("assignment", "By itself")
    MANUAL = "manual", pgettext_lazy("assignment", "By the office")


class RecheckRule(models.TextChoices):
    """Which rectified problems an inspector looks at again (复查范围)."""

    ALL = "all", pgettext_lazy("re-check", "All")
    SAMPLE = "sample", pgettext_lazy("re-check", "A sample")
