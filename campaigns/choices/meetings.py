"""The words of meetings and of who comes to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingState(models.TextChoices):
    """Where a meeting stands; it is finished when its last decision is carried out."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    CALLED = "called", pgettext_lazy("meeting", "Called")
    HELD = "held", pgettext_lazy("meeting", "Minutes being written")
    SIGNED = "signed", pgettext_lazy("meeting", "Minutes issued")
    FINISHED = "finished", pgettext_lazy("meeting", "Finished")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


class Presence(models.TextChoices):
    """Whether an invited one came (出席情况)."""

    PRESENT = "present", pgettext_lazy("attendance", "Present")
    DEPUTY = "deputy", _("Sent a deputy")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


AHEAD = (MeetingState.PLANNED, MeetingState.CALLED)
TOOK_PLACE = (MeetingState.HELD, MeetingState.SIGNED, MeetingState.FINISHED)
ISSUED_MINUTES = (MeetingState.SIGNED, MeetingState.FINISHED)
