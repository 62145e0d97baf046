"""The words of checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckState(models.TextChoices):
    """Where a check stands. Being missed (漏查) is not a state: the calendar decides it."""

    DRAWN = "drawn", _("To check")
    SUBMITTED = "submitted", _("Submitted")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")
    VOIDED = "voided", _("Voided")


COUNTED_CHECKS = (CheckState.SUBMITTED, CheckState.CONFIRMED)


class FlagKind(models.TextChoices):
    """Why a check is put to the office as a question (存疑类型)."""

    TOO_FAST = "too_fast", _("Filled implausibly fast")
    FAR_AWAY = "far_away", _("Submitted far from the site")
    OTHER_DAY = "other_day", _("Photo of another day")
    PHOTO_FAR = "photo_far", _("Photo taken far from the site")
    SEEN_BEFORE = "seen_before", _("Photo seen before")
