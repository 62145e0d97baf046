"""The words of problems."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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

UNDER_WAY = (ProblemState.ASSIGNED, ProblemState.RETURNED)


class Source(models.TextChoices):
    """Where a problem came from (问题来源)."""

    CHECK = "check", _("Check")
    SNAPSHOT = "snapshot", _("Resident's snapshot")
    MEETING = "meeting", _("Meeting")
    MANUAL = "manual", _("Entered by hand")


class ExtensionState(models.TextChoices):
    """What became of a request for more time (延期申请)."""

    ASKED = "asked", pgettext_lazy("extension", "Asked for")
    GRANTED = "granted", pgettext_lazy("extension", "Granted")
    REFUSED = "refused", pgettext_lazy("extension", "Refused")


class SecondLookState(models.TextChoices):
    """What a second look later showed (回头看)."""

    DRAWN = "drawn", pgettext_lazy("second look", "To look at")
    PASSED = "passed", pgettext_lazy("second look", "Still in order")
    FAILED = "failed", pgettext_lazy("second look", "Wrong again")


class PhotoDoubt(models.TextChoices):
    """Why an after-photo is put to whoever re-checks as a question (照片疑点)."""

    SAME_AS_BEFORE = "same_as_before", _("Looks like a photo of the problem")
    SEEN_BEFORE = "seen_before", _("Looks like an earlier after-photo")
    FAR = "far", _("Taken far from the site")
    TOO_EARLY = "too_early", _("Taken before the assignment")
