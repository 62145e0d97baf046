"""Metrics: every figure named and defined once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .choices import Counted, Measure


class Metric(models.Model):
    """A figure with its definition (指标数); computed for a party and a period by what keeps the records."""

    name = models.CharField(_("name"), max_length=80, primary_key=True)
    title = models.CharField(_("title"), max_length=60)
    title_en = models.CharField(_("English title"), max_length=100, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    definition = models.CharField(_("definition"), max_length=300, blank=True)
    definition_en = models.CharField(_("definition in English"), max_length=400, blank=True)
    periods = ArrayField(models.CharField(max_length=10), verbose_name=_("periods"), default=list, blank=True)
    levels = ArrayField(models.CharField(max_length=20), verbose_name=_("levels"), default=list, blank=True)
    measure = models.CharField(_("measure"), max_length=10, choices=Measure.choices)
    counted = models.CharField(_("counted"), max_length=10, choices=Counted.choices)
    formula = models.CharField(_("formula"), max_length=170, blank=True)

    class Meta:
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")

    def __str__(self) -> str:
        return self.title_en if self.title_en and get_language() == "en" else self.title

    @property
    def shown_unit(self) -> str:
        return self.unit_en if self.unit_en and get_language() == "en" else self.unit

    @property
    def shown_definition(self) -> str:
        return self.definition_en if self.definition_en and get_language() == "en" else self.definition
