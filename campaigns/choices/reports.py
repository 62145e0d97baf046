"""The words of progress reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TemplateState(models.TextChoices):
    """Where a version of a template stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class ReportPeriod(models.TextChoices):
    """For how long a report speaks (报告周期)."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class ReportState(models.TextChoices):
    """Where a report stands; being late or missing is for the calendar to say (进展报告状态)."""

    DUE = "due", pgettext_lazy("report", "To file")
    DRAFT = "draft", pgettext_lazy("report", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("report", "Under review")
    RETURNED = "returned", pgettext_lazy("report", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")


class ReportExtensionState(models.TextChoices):
    """Where a request for more time stands (延期申请)."""

    ASKED = "asked", pgettext_lazy("more time", "To decide")
    GRANTED = "granted", pgettext_lazy("more time", "Granted")
    REFUSED = "refused", pgettext_lazy("more time", "Refused")


class ReportFace(models.TextChoices):
    """What the calendar says about a report; nobody decides it."""

    IN_TIME = "in_time", pgettext_lazy("report", "Filed in time")
    LATE = "late", pgettext_lazy("report", "Filed late")
    MISSING = "missing", pgettext_lazy("report", "Overdue")
    OPEN = "open", pgettext_lazy("report", "Not due yet")


FILED = (ReportState.SUBMITTED, ReportState.ACCEPTED)
OPEN_REPORTS = (ReportState.DUE, ReportState.DRAFT, ReportState.RETURNED)
