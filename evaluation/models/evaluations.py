"""Quarters: how they are weighed, evaluations, results."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, PeriodKind

from ..choices import EvaluationState, GradeName, PartyKind, VersionState
from ..querysets import EvaluationQuerySet, EvaluationResultQuerySet, QuarterSchemeQuerySet
from .terms import retired_from_a_day


def number(label, default):
    """A weight, cap or least score of a scheme."""
    return models.DecimalField(label, max_digits=7, decimal_places=3, default=Decimal(default))


def of_one_party(name: str) -> models.CheckConstraint:
    """A row is about a region or about an organisation, as its kind says."""
    return models.CheckConstraint(
        name=name,
        condition=Q(party_kind="region", region__isnull=False, organisation=None)
        | Q(party_kind="organisation", region=None, organisation__isnull=False),
    )


def on_first_day_of_a_quarter(name: str) -> models.CheckConstraint:
    """A quarter is named by its first day."""
    return models.CheckConstraint(name=name, condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]))


class OfParty(models.Model):
    """A row about one party (考评对象): a region or an organisation."""

    party_kind = models.CharField(_("kind of party"), max_length=12, choices=PartyKind.choices)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def party(self) -> Region | Organisation:
        """The region or organisation itself; its relation is expected to be at hand."""
        return self.region if self.party_kind == PartyKind.REGION else self.organisation  # type: ignore[return-value]

    @property
    def key(self) -> tuple[str | None, int | None]:
        """What tells one party from another."""
        return self.region_id, self.organisation_id  # type: ignore[attr-defined]


class QuarterScheme(models.Model):
    """How a quarter is weighed, graded and appealed against (考评方案), versioned; without a region for all."""

    region = models.ForeignKey(Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    starts_on = models.DateField(_("from the quarter of"))
    retires_on = models.DateField(_("no longer from"), null=True, blank=True)
    months_weight = number(_("weight of the months"), 70)
    satisfaction_weight = number(_("satisfaction weight"), 15)
    material_weight = number(_("weight of the material"), 15)
    bonus_cap = number(_("cap of bonuses"), 5)
    deduction_cap = number(_("cap of deductions"), 10)
    min_responses = models.PositiveIntegerField(_("fewest survey answers"), default=10)
    min_sample = models.PositiveIntegerField(_("fewest checks for a rank"), default=1)
    excellent_from = number(_("excellent from"), 90)
    good_from = number(_("good from"), 80)
    qualified_from = number(_("qualified from"), 60)
    publicity_days = models.PositiveSmallIntegerField(_("working days of publicity"), default=5)
    review_days = models.PositiveSmallIntegerField(_("working days to ask for a review"), default=5)
    answer_days = models.PositiveSmallIntegerField(_("working days to answer an appeal"), default=5)

    objects = QuarterSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("quarterly scheme")
        verbose_name_plural = _("quarterly schemes")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "version"], nulls_distinct=False, name="quarter_scheme_version_once"
            ),
            models.CheckConstraint(
                name="quarter_scheme_has_weight",
                condition=Q(months_weight__gte=0, satisfaction_weight__gte=0, material_weight__gte=0)
                & (Q(months_weight__gt=0) | Q(satisfaction_weight__gt=0) | Q(material_weight__gt=0)),
                violation_error_message=_("At least one component has a weight above 0."),
            ),
            models.CheckConstraint(
                name="quarter_scheme_grades_fall",
                condition=Q(
                    excellent_from__gt=F("good_from"),
                    good_from__gt=F("qualified_from"),
                    excellent_from__lte=100,
                    qualified_from__gte=0,
                ),
                violation_error_message=_("Each grade asks for less than the one above it."),
            ),
            models.CheckConstraint(
                name="quarter_scheme_terms",
                condition=Q(publicity_days__gte=5, review_days__gte=1, answer_days__gte=1),
                violation_error_message=_("The publicity lasts five working days or more."),
            ),
            retired_from_a_day("quarter_scheme_retired_from_a_day"),
        ]

    def __str__(self) -> str:
        return str(_("Quarterly scheme, version {version}")).format(version=self.version)


class Evaluation(models.Model):
    """A quarter's evaluation of a district or of a city's districts (季度考评). Publishing freezes it."""

    district = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="evaluations")
    quarter = models.DateField(_("quarter"))
    version = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=EvaluationState.choices, default=EvaluationState.DRAFT)
    scheme = models.ForeignKey(QuarterScheme, verbose_name=_("scheme"), on_delete=models.PROTECT)
    reason = models.CharField(_("reason of the correction"), max_length=500, blank=True)
    prepared_at = models.DateTimeField(_("prepared at"))
    opened_at = models.DateTimeField(_("publicity begun at"), null=True, blank=True)
    appeal_until = models.DateTimeField(_("open for appeal until"), null=True, blank=True)
    provisional = models.BooleanField(_("deadline provisional"), default=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quarterly evaluation")
        verbose_name_plural = _("quarterly evaluations")
        constraints = [
            models.UniqueConstraint(fields=["district", "quarter", "version"], name="evaluation_version_once"),
            models.UniqueConstraint(
                fields=["district", "quarter"],
                condition=Q(state__in=["draft", "in_appeal", "approved"]),
                name="one_open_evaluation",
            ),
            models.UniqueConstraint(
                fields=["district", "quarter"], condition=Q(state="published"), name="one_published_evaluation"
            ),
            on_first_day_of_a_quarter("evaluation_quarter_first_day"),
            models.CheckConstraint(
                name="evaluation_publicity_has_end",
                condition=Q(state="draft") | Q(opened_at__isnull=False, appeal_until__isnull=False),
            ),
            models.CheckConstraint(
                name="evaluation_published_has_digest",
                condition=Q(state__in=["draft", "in_appeal", "approved"])
                | Q(published_at__isnull=False) & ~Q(digest=""),
            ),
            models.CheckConstraint(name="evaluation_correction_has_reason", condition=Q(version=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.district_id} {self.period} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:evaluation", args=[self.pk])

    @property
    def period(self) -> Period:
        """The quarter as a period."""
        return Period.containing(self.quarter, PeriodKind.QUARTER)


def component(label):
    """A component of a result on 0–100; null when undefined."""
    return models.DecimalField(label, max_digits=18, decimal_places=15, null=True)


class EvaluationResult(OfParty):
    """The quarter of one party (考评结果); ``sources`` holds what it was computed from, frozen with it."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="results")
    group = models.CharField(_("peer group"), max_length=60)
    months = component(_("months"))
    satisfaction = component(_("satisfaction"))
    material = component(_("material"))
    composite = models.DecimalField(_("composite"), max_digits=21, decimal_places=15, null=True)
    bonus = models.DecimalField(_("bonus"), max_digits=7, decimal_places=3, default=0)
    deduction = models.DecimalField(_("deduction"), max_digits=7, decimal_places=3, default=0)
    final = models.DecimalField(_("final"), max_digits=5, decimal_places=2, null=True)
    grade = models.CharField(_("grade"), max_length=12, choices=GradeName.choices, blank=True)
    veto = models.BooleanField(_("veto"), default=False)
    rank = models.PositiveIntegerField(_("rank"), null=True)
    group_size = models.PositiveIntegerField(_("ranked in the group"), default=0)
    previous_final = models.DecimalField(_("final of the quarter before"), max_digits=5, decimal_places=2, null=True)
    previous_rank = models.PositiveIntegerField(_("rank of the quarter before"), null=True)
    checks = models.PositiveIntegerField(_("checks"), default=0)
    responses = models.PositiveIntegerField(_("survey answers"), default=0)
    sources = models.JSONField(_("computed from"), default=dict)

    objects = EvaluationResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("quarterly result")
        verbose_name_plural = _("quarterly results")
        indexes = [models.Index(fields=["evaluation", "group", "rank"], name="evaluation_result_group_rank")]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "region", "organisation"], nulls_distinct=False, name="evaluation_result_once"
            ),
            of_one_party("evaluation_result_of_one_party"),
            models.CheckConstraint(
                name="evaluation_result_final_range", condition=Q(final=None) | Q(final__range=(0, 100))
            ),
            models.CheckConstraint(
                name="evaluation_veto_costs_grade_and_rank",
                condition=Q(veto=False) | Q(grade="unqualified", rank=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.region_id or self.organisation_id}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:evaluation-result", args=[self.pk])
