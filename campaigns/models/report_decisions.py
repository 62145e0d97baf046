"""What was decided about progress reports: each return and acceptance, and more time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import ReportExtensionState, ReportState
from .reports import ProgressReport


class ReportVerdict(models.Model):
    """Somebody looked at a filed version and accepted or returned it (审核意见)."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="verdicts")
    number = models.PositiveSmallIntegerField(_("version"))
    verdict = models.CharField(
        _("verdict"),
        max_length=10,
        choices=[(one.value, one.label) for one in (ReportState.ACCEPTED, ReportState.RETURNED)],
    )
    reason = models.CharField(_("remark"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("verdict on a report")
        verbose_name_plural = _("verdicts on reports")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_verdict_once"),
            models.CheckConstraint(
                name="report_return_says_why",
                condition=Q(verdict="accepted") | Q(verdict="returned") & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number} {self.verdict}"


class ReportExtension(models.Model):
    """A party asks for more time for a report; it is granted once (延期申请)."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportExtensionState.choices, default=ReportExtensionState.ASKED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("more time for a report")
        verbose_name_plural = _("more time for reports")
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(state__in=["asked", "granted"]), name="report_extension_once"
            ),
            models.CheckConstraint(
                name="report_extension_decided",
                condition=Q(state="asked", decided_at=None) | ~Q(state="asked") & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.until}"
