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


FILED = (ReportState.SUBMITTED, ReportState.ACCEPTED)
OPEN_REPORTS = (ReportState.DUE, ReportState.DRAFT, ReportState.RETURNED)
