"""Indicator systems: versioned trees of what is judged."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region

from ..choices import Direction, Method, Rule, Severity, VersionState
from ..querysets import IndicatorSystemQuerySet
from .sites import SiteType

DAILY = "daily"


class IndicatorSystem(models.Model):
    """One version of a weighted tree of indicators (测评体系). A published version never changes.

    Without a region it serves the whole installation; with one, that region and what lies under it.
    """

    code = models.CharField(_("code"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    name = models.CharField(_("name"), max_length=100, blank=True)
    name_en = models.CharField(_("English name"), max_length=150, blank=True)
    region = models.ForeignKey(Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT)
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    objects = IndicatorSystemQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator system")
        verbose_name_plural = _("indicator systems")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version", "region"], nulls_distinct=False, name="indicator_system_version_once"
            ),
            models.UniqueConstraint(
                fields=["code", "region"],
                condition=Q(state="published"),
                nulls_distinct=False,
                name="one_published_indicator_system",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:indicator-system", args=[self.pk])

    @property
    def label(self) -> str:
        """The name in the reader's language, without the version."""
        return (self.name_en if self.name_en and get_language() == "en" else self.name) or self.code


class Indicator(models.Model):
    """A node of the tree (测评指标); a leaf carries points, a method and a rule."""

    system = models.ForeignKey(IndicatorSystem, on_delete=models.CASCADE, related_name="indicators")
    code = models.CharField(_("code"), max_length=40)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    position = models.PositiveIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=3, null=True, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=Method.choices, blank=True)
    rule = models.CharField(_("rule"), max_length=12, choices=Rule.choices, blank=True)
    deduct_each = models.DecimalField(_("deducted for each"), max_digits=7, decimal_places=3, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=4, null=True, blank=True)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction.choices, default=Direction.HIGHER)
    options = models.CharField(_("options"), max_length=200, blank=True)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, blank=True)
    pass_rate = models.DecimalField(_("pass rate"), max_digits=4, decimal_places=3, default=Decimal("0.6"))
    guidance = models.CharField(_("how to judge"), max_length=200, blank=True)
    guidance_en = models.CharField(_("how to judge, in English"), max_length=300, blank=True)
    site_types = models.ManyToManyField(SiteType, verbose_name=_("site types"), related_name="indicators", blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="indicator_code_once"),
            models.CheckConstraint(
                name="indicator_leaf_has_points_method_rule",
                condition=Q(points=None, method="")
                | Q(points__gt=0) & ~Q(method="") & ~Q(rule__in=["", "all_or_none"]),
                violation_error_message=_("A leaf has points above 0, a method and a rule; a group has none of them."),
            ),
            models.CheckConstraint(
                name="indicator_counted_has_deduction", condition=~Q(rule="counted") | Q(deduct_each__gt=0)
            ),
            models.CheckConstraint(
                name="indicator_measured_has_target", condition=~Q(rule="measured") | Q(target__gt=0)
            ),
            models.CheckConstraint(name="indicator_pass_rate", condition=Q(pass_rate__gte=0, pass_rate__lte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def hint(self) -> str:
        """A word on how to judge, in the reader's language."""
        return self.guidance_en if self.guidance_en and get_language() == "en" else self.guidance
