"""The words of problems."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProblemState(models.TextChoices):
    """Where a problem stands. Being overdue (逾期) is not a state: the calendar decides it."""

    FOUND = "found", _("Found")
    ASSIGNED = "assigned", _("Assigned")
    RECTIFIED = "rectified", _("Rectified")
    RETURNED = "returned", _("Returned")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")
    MERGED = "merged", _("Merged")


OPEN_PROBLEMS = (
    ProblemState.FOUND,
    ProblemState.ASSIGNED,
    ProblemState.RECTIFIED,
    ProblemState.RETURNED,
    ProblemState.SUSPENDED,
)


class Source(models.TextChoices):
    """Where a problem came from (问题来源)."""

    CHECK = "check", _("Check")
    SNAPSHOT = "snapshot", _("Resident's snapshot")
    MEETING = "meeting", _("Meeting")
    MANUAL = "manual", _("Entered by hand")
