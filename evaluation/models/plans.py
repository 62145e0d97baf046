"""Inspection plans, and the draws made by them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region

from ..choices import Frequency, PlanState
from ..querysets import PlanQuerySet
from .sites import SiteType


class Plan(models.Model):
    """Which site types of a district are checked how often, and how many a day (督查计划)."""

    name = models.CharField(_("name"), max_length=100)
    district = models.ForeignKey(Region, verbose_name=_("district"), on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(_("state"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    works_on_holidays = models.BooleanField(_("also on days off"), default=False)
    daily_load = models.PositiveSmallIntegerField(_("checks a day for each inspector"), default=6)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(
                fields=["district"],
                condition=Q(state="adopted"),
                name="one_plan_in_force",
                violation_error_message=_("A plan is in force in this district already. End it first."),
            ),
            models.CheckConstraint(
                name="plan_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A plan cannot end before it starts."),
            ),
            models.CheckConstraint(
                name="plan_daily_load",
                condition=Q(daily_load__range=(1, 60)),
                violation_error_message=_("An inspector gets from 1 to 60 checks a day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("evaluation:plan", args=[self.pk])


class PlanRule(models.Model):
    """How often one site type is checked (督查频次)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rules")
    site_type = models.ForeignKey(SiteType, verbose_name=_("site type"), on_delete=models.PROTECT)
    times = models.PositiveSmallIntegerField(_("times"), default=1)
    per = models.CharField(_("per"), max_length=8, choices=Frequency.choices, default=Frequency.MONTH)

    class Meta:
        verbose_name = _("frequency")
        verbose_name_plural = _("frequencies")
        constraints = [
            models.UniqueConstraint(fields=["plan", "site_type"], name="plan_rule_once"),
            models.CheckConstraint(name="plan_rule_times", condition=Q(times__range=(1, 90))),
        ]

    def __str__(self) -> str:
        return f"{self.site_type} {self.times} {self.get_per_display()}"


class Draw(models.Model):
    """One day's draw of sites and inspectors by a plan (随机抽取): with its seed and inputs to replay it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="draws")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("day"))
    seed = models.CharField(_("seed"), max_length=64)
    drawn_at = models.DateTimeField(_("drawn at"))
    late = models.BooleanField(_("drawn late"), default=False)
    day_off = models.BooleanField(_("day off"), default=False)
    due_count = models.PositiveIntegerField(_("sites due"), default=0)
    drawn_count = models.PositiveIntegerField(_("checks drawn"), default=0)
    unassigned_count = models.PositiveIntegerField(_("due sites without an inspector"), default=0)
    inputs = models.JSONField(_("inputs"), default=dict)
    inputs_digest = models.CharField(_("digest of the inputs"), max_length=64)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        constraints = [models.UniqueConstraint(fields=["district", "on"], name="one_draw_a_day")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:draw", args=[self.pk])
