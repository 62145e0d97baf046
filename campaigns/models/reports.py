"""Progress reports: templates, reports, and each version that was filed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region
from foundation.periods import Period

from ..choices import CreationType, PartyLevel, ReportPeriod, ReportState, TemplateState
from ..querysets import ProgressReportQuerySet, ReportTemplateQuerySet
from .subjects import Subject


class ReportTemplate(models.Model):
    """What a progress report asks, for one creation type and period; a published version never changes (报告模板)."""

    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(_("code"), max_length=60)
    version = models.CharField(_("version"), max_length=20)
    creation_type = models.CharField(_("creation type"), max_length=20, choices=CreationType.choices)
    period = models.CharField(_("period"), max_length=10, choices=ReportPeriod.choices)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    filed_by = ArrayField(models.CharField(max_length=20, choices=PartyLevel.choices), verbose_name=_("filed by"))
    due_working_days = models.PositiveSmallIntegerField(_("due after the period, working days"))
    figures = models.JSONField(_("figures"), default=list, blank=True)
    texts = models.JSONField(_("texts"), default=list, blank=True)
    evidence = models.JSONField(_("evidence"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=TemplateState.choices, default=TemplateState.DRAFT)
    published_on = models.DateField(_("in force since"), null=True, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReportTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("report template")
        verbose_name_plural = _("report templates")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code", "version"], nulls_distinct=False, name="template_version_once"
            ),
            models.UniqueConstraint(
                fields=["region", "code"],
                condition=Q(state="published"),
                nulls_distinct=False,
                name="template_published_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:report-template", args=[self.pk])


class ProgressReport(models.Model):
    """What a party files for a period (进展报告)."""

    template = models.ForeignKey(ReportTemplate, on_delete=models.PROTECT, related_name="reports")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.ForeignKey(
        Subject, verbose_name=_("subject"), null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    level = models.CharField(_("level"), max_length=20, choices=PartyLevel.choices)
    period = models.CharField(_("period"), max_length=10)
    starts_on = models.DateField(_("first day of the period"))
    first_due_on = models.DateField(_("first due on"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState.choices, default=ReportState.DUE)
    opened_at = models.DateTimeField(_("opened at"))
    remind_on = models.DateField(_("reminder on"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    late_told_at = models.DateTimeField(_("told of being late at"), null=True, blank=True)
    draft = models.JSONField(_("draft"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    drafted_at = models.DateTimeField(_("draft saved at"), null=True, blank=True)
    first_submitted_at = models.DateTimeField(_("first filed at"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    is_disputed = models.BooleanField(_("figures disputed"), default=False, db_default=False)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        indexes = [
            models.Index(fields=["district", "-starts_on", "-id"], name="report_district_period"),
            models.Index(fields=["district", "due_on"], name="report_district_due"),
            models.Index(
                fields=["state", "due_on"], name="report_open", condition=Q(state__in=["due", "draft", "returned"])
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "starts_on", "region", "organisation"], nulls_distinct=False, name="report_once"
            ),
            models.CheckConstraint(
                name="report_filed_has_moment",
                condition=~Q(state__in=["submitted", "accepted", "returned"]) | Q(first_submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.period} {self.party}"

    def get_absolute_url(self) -> str:
        return reverse("campaigns:report", args=[self.pk])

    @property
    def party(self) -> Organisation | Region:
        """Who files it."""
        return self.organisation or self.region

    @property
    def span(self) -> Period:
        """The period as a value."""
        return Period.parse(self.period)


class ReportVersion(models.Model):
    """A report as it was filed, never changed afterwards (报告版本); each figure says where it came from."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    figures = models.JSONField(_("figures"), default=list, encoder=DjangoJSONEncoder)
    texts = models.JSONField(_("texts"), default=dict)
    evidence = models.JSONField(_("evidence"), default=dict)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    filed_at = models.DateTimeField(_("filed at"))
    seconds_spent = models.PositiveIntegerField(_("seconds spent"), default=0)

    class Meta:
        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of reports")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"
