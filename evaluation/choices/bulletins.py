"""What a bulletin counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountedAs(models.TextChoices):
    """The sets of records behind the figures of a bulletin (通报数据口径)."""

    DRAWN = "drawn", _("Checks drawn or filed in the week, without cancelled ones")
    DONE = "done", _("Checks filed in the week")
    CHECKS = "checks", _("Checks that count")
    FOUND = "found", _("Found in the week, without cancelled and merged ones")
    CLOSED = "closed", _("Closed in the week")
    OVERDUE = "overdue", _("Past the deadline when the week ended")
    DUE = "due", _("Due in the week")


OF_CHECKS = (CountedAs.DRAWN, CountedAs.DONE, CountedAs.CHECKS)
# Which set stands behind which figure.
BEHIND = {
    "drawn": CountedAs.DRAWN,
    "done": CountedAs.DONE,
    "done_rate": CountedAs.DRAWN,
    "sites_checked": CountedAs.CHECKS,
    "coverage": CountedAs.CHECKS,
    "mean": CountedAs.CHECKS,
    "found": CountedAs.FOUND,
    "closed": CountedAs.CLOSED,
    "overdue": CountedAs.OVERDUE,
    "overdue_organisations": CountedAs.OVERDUE,
    "in_time_rate": CountedAs.DUE,
}
