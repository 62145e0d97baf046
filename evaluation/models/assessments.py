"""The month's scores: schemes, running sums, assessments, results."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import DocumentState, Missing, PartyKind, VersionState
from ..querysets import AssessmentQuerySet, ResultQuerySet, SchemeQuerySet
from .indicators import IndicatorSystem
from .problems import Problem
from .sites import Site, SiteType
from .terms import retired_from_a_day


def weight(label, default):
    """A weight or cap of a scheme."""
    return models.DecimalField(label, max_digits=7, decimal_places=3, default=Decimal(default))


class Scheme(models.Model):
    """How a month is scored (计分方案): weights, caps and minimums, versioned; without a region for all."""

    region = models.ForeignKey(Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    starts_on = models.DateField(_("from the month of"))
    retires_on = models.DateField(_("no longer from"), null=True, blank=True)
    field_weight = weight(_("field weight"), 60)
    rectification_weight = weight(_("rectification weight"), 20)
    reporting_weight = weight(_("reporting weight"), 10)
    satisfaction_weight = weight(_("satisfaction weight"), 10)
    missing = models.CharField(
        _("undefined components"), max_length=12, choices=Missing.choices, default=Missing.RENORMALISE
    )
    bonus_cap = weight(_("cap of bonuses"), 5)
    deduction_cap = weight(_("cap of deductions"), 10)
    min_responses = models.PositiveIntegerField(_("fewest survey answers"), default=10)
    min_sample = models.PositiveIntegerField(_("fewest checks for a rank"), default=1)
    threshold = weight(_("marked below"), 85)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("scoring scheme")
        verbose_name_plural = _("scoring schemes")
        constraints = [
            models.UniqueConstraint(fields=["region", "version"], nulls_distinct=False, name="scheme_version_once"),
            models.CheckConstraint(
                name="scheme_weights_not_negative",
                condition=Q(field_weight__gte=0, rectification_weight__gte=0, reporting_weight__gte=0)
                & Q(satisfaction_weight__gte=0, bonus_cap__gte=0, deduction_cap__gte=0),
                violation_error_message=_("Weights and caps are 0 or more."),
            ),
            models.CheckConstraint(
                name="scheme_has_weight",
                condition=Q(field_weight__gt=0)
                | Q(rectification_weight__gt=0)
                | Q(reporting_weight__gt=0)
                | Q(satisfaction_weight__gt=0),
                violation_error_message=_("At least one component has a weight above 0."),
            ),
            retired_from_a_day("scheme_retired_from_a_day"),
        ]

    def __str__(self) -> str:
        return str(_("Scheme, version {version}")).format(version=self.version)


class SchemeTypeWeight(models.Model):
    """How much a site type counts in the field component; 1 when not named."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="type_weights")
    site_type = models.ForeignKey(SiteType, on_delete=models.PROTECT)
    weight = models.DecimalField(_("weight"), max_digits=7, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "site_type"], name="scheme_type_weight_once"),
            models.CheckConstraint(name="scheme_type_weight_positive", condition=Q(weight__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.site_type_id} {self.weight}"


class SchemeCoefficient(models.Model):
    """A party's difficulty coefficient (难度系数); 1 when not named."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="coefficients")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    coefficient = models.DecimalField(_("coefficient"), max_digits=6, decimal_places=3)

    class Meta:
        constraints = [
            models.CheckConstraint(name="scheme_coefficient_positive", condition=Q(coefficient__gt=0)),
            models.CheckConstraint(
                name="scheme_coefficient_of_one_party",
                condition=Q(region__isnull=False, organisation=None) | Q(region=None, organisation__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["scheme", "region", "organisation"], nulls_distinct=False, name="scheme_coefficient_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id or self.organisation_id} {self.coefficient}"


class SiteMonth(models.Model):
    """Running sum of a site's counted checks in a month (点位月度累计), kept as checks arrive."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="months", db_index=False)
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField(_("month"))
    checks = models.PositiveIntegerField(_("counted checks"), default=0)
    score_sum = models.DecimalField(_("sum of scores"), max_digits=24, decimal_places=15, default=0)

    class Meta:
        verbose_name = _("site month")
        verbose_name_plural = _("site months")
        indexes = [models.Index(fields=["district", "month"], name="site_month_district")]
        constraints = [models.UniqueConstraint(fields=["site", "month"], name="site_month_once")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.month:%Y-%m}"


class Assessment(models.Model):
    """A month's scores of one district, or of a city's districts (月度测评). Publishing freezes it."""

    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="assessments")
    month = models.DateField(_("month"))
    version = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT)
    scheme = models.ForeignKey(Scheme, verbose_name=_("scheme"), on_delete=models.PROTECT)
    system = models.ForeignKey(IndicatorSystem, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason of the correction"), max_length=500, blank=True)
    scored_at = models.DateTimeField(_("scored at"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(fields=["region", "month", "version"], name="assessment_version_once"),
            models.UniqueConstraint(
                fields=["region", "month"],
                condition=Q(state__in=["draft", "approved"]),
                name="one_open_assessment",
            ),
            models.UniqueConstraint(
                fields=["region", "month"], condition=Q(state="published"), name="one_published_assessment"
            ),
            models.CheckConstraint(name="assessment_month_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="assessment_published_has_digest",
                condition=Q(state__in=["draft", "approved"]) | Q(published_at__isnull=False) & ~Q(digest=""),
            ),
            models.CheckConstraint(
                name="assessment_correction_has_reason",
                condition=Q(version=1) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.month:%Y-%m} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:assessment", args=[self.pk])


class AssessmentSite(models.Model):
    """What one site brought into an assessment, frozen with it: mean, checks, digest (点位月得分)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sites")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    type = models.ForeignKey(SiteType, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    score = models.DecimalField(_("score"), max_digits=18, decimal_places=15)
    check_ids = ArrayField(models.BigIntegerField(), verbose_name=_("checks"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "site"], name="assessment_site_once")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.site_id}"


class AssessmentProblem(models.Model):
    """One problem due in an assessment's month, frozen with it: its deadline, its closing, whether it was in time."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="problems")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField(_("deadline"))
    closed_at = models.DateTimeField(_("closed at"), null=True)
    in_time = models.BooleanField(_("in time"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "problem"], name="assessment_problem_once")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.problem_id}"


def component(label):
    """A component of a result on 0–100; null when undefined."""
    return models.DecimalField(label, max_digits=18, decimal_places=15, null=True)


class Result(models.Model):
    """The score of one party in one assessment (测评结果)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="results")
    party_kind = models.CharField(_("kind of party"), max_length=12, choices=PartyKind.choices)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="results")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="results")
    group = models.CharField(_("peer group"), max_length=60)
    field = component(_("field"))
    rectification = component(_("rectification"))
    reporting = component(_("reporting"))
    satisfaction = component(_("satisfaction"))
    coefficient = models.DecimalField(_("coefficient"), max_digits=6, decimal_places=3, default=1)
    composite = models.DecimalField(_("composite"), max_digits=21, decimal_places=15, null=True)
    bonus = models.DecimalField(_("bonus"), max_digits=7, decimal_places=3, default=0)
    deduction = models.DecimalField(_("deduction"), max_digits=7, decimal_places=3, default=0)
    final = models.DecimalField(_("final"), max_digits=5, decimal_places=2, null=True)
    rank = models.PositiveIntegerField(_("rank"), null=True)
    group_size = models.PositiveIntegerField(_("ranked in the group"), default=0)
    previous_final = models.DecimalField(_("final of the month before"), max_digits=5, decimal_places=2, null=True)
    previous_rank = models.PositiveIntegerField(_("rank of the month before"), null=True)
    checks = models.PositiveIntegerField(_("checks"), default=0)
    sites = models.PositiveIntegerField(_("sites"), default=0)
    due_problems = models.PositiveIntegerField(_("problems due"), default=0)
    closed_in_time = models.PositiveIntegerField(_("closed in time"), default=0)
    answers = models.PositiveIntegerField(_("survey answers"), default=0, db_default=0)
    due_reports = models.PositiveIntegerField(_("reports due"), default=0, db_default=0)
    reports_in_time = models.PositiveIntegerField(_("reports filed in time"), default=0, db_default=0)
    reports_late = models.PositiveIntegerField(_("reports filed late"), default=0, db_default=0)
    adjustments = models.JSONField(_("adjustments"), default=list, db_default=Value([], models.JSONField()))

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        indexes = [models.Index(fields=["assessment", "group", "rank"], name="result_group_rank")]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "region", "organisation"], nulls_distinct=False, name="result_once"
            ),
            models.CheckConstraint(
                name="result_of_one_party",
                condition=Q(party_kind="region", region__isnull=False, organisation=None)
                | Q(party_kind="organisation", region=None, organisation__isnull=False),
            ),
            models.CheckConstraint(name="result_final_range", condition=Q(final=None) | Q(final__range=(0, 100))),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.region_id or self.organisation_id}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:result", args=[self.pk])
