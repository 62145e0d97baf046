"""The words of the three notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """The three notices (三单)."""

    REMINDER = "reminder", _("Reminder notice")
    ASSIGNMENT = "assignment", _("Assignment notice")
    SUPERVISION = "supervision", _("Supervision notice")
