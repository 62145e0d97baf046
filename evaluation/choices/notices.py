"""The words of the three notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeKind(models.TextChoices):
    """The three notices (三单)."""

    REMINDER = "reminder", _("Reminder notice")
    ASSIGNMENT = "assignment", _("Assignment notice")
    SUPERVISION = "supervision", _("Supervision notice")


class NoticeFace(models.TextChoices):
    """How a notice stands with its receipt (签收); that it is late, the calendar decides."""

    SENT = "sent", pgettext_lazy("notice", "Not received")
    LATE = "late", pgettext_lazy("notice", "Not received in time")
    RECEIVED = "received", pgettext_lazy("notice", "Received")
    WITHDRAWN = "withdrawn", pgettext_lazy("notice", "Withdrawn")


class InterviewFace(models.TextChoices):
    """Whether an interview was held (约谈)."""

    ASKED = "asked", pgettext_lazy("interview", "To hold")
    HELD = "held", pgettext_lazy("interview", "Held")
