"""The progress reports that an assessment's reporting component rests on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.choices import ReportState
from campaigns.models import ProgressReport
from foundation.organisations.models import Organisation, Region

from .assessments import Assessment


class AssessmentReport(models.Model):
    """One progress report due in an assessment's month, frozen with it: its day, its first filing, its credit."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reports")
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due_on = models.DateField(_("due on"))
    filed_on = models.DateField(_("first filed on"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=ReportState.choices)
    credit = models.DecimalField(_("credit"), max_digits=2, decimal_places=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "report"], name="assessment_report_once"),
            models.CheckConstraint(name="assessment_report_credit", condition=Q(credit__in=[0, 0.5, 1])),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.report_id}"
