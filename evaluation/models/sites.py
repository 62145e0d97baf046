"""Places that are inspected, and their types."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.organisations.models import Organisation, Region
from foundation.organisations.names import shown

from ..choices import SITE_GROUPS, SiteState
from ..querysets import SiteQuerySet, SiteTypeQuerySet


class SiteType(models.Model):
    """A kind of place with its own check form (点位类型)."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    group = models.CharField(_("group"), max_length=40, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    objects = SiteTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("site type")
        verbose_name_plural = _("site types")

    def __str__(self) -> str:
        return shown(self)

    @property
    def group_label(self) -> Any:
        """The group in the reader's language."""
        return SITE_GROUPS.get(self.group, self.group)


class Site(models.Model):
    """A place that is inspected (点位), under a responsible organisation."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=160, blank=True, default="", db_default="")
    type = models.ForeignKey(SiteType, verbose_name=_("type"), on_delete=models.PROTECT, related_name="sites")
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="sites")
    district = models.ForeignKey(
        Region, verbose_name=_("district"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="sites"
    )
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SiteState.choices, default=SiteState.ACTIVE)
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True, editable=False)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        indexes = [
            models.Index(fields=["district", "type", "state"], name="site_district_type"),
            models.Index(fields=["district", "code"], name="site_district_code"),
        ]
        constraints = [
            models.CheckConstraint(
                name="site_position_whole",
                condition=Q(longitude=None, latitude=None)
                | Q(
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                    longitude__isnull=False,
                    latitude__isnull=False,
                ),
                violation_error_message=_("A position has a longitude from −180 to 180 and a latitude from −90 to 90."),
            ),
            models.CheckConstraint(name="site_in_its_district", condition=Q(district=Left("region", DISTRICT_DIGITS))),
        ]

    def __str__(self) -> str:
        return shown(self)

    def get_absolute_url(self) -> str:
        return reverse("evaluation:site", args=[self.pk])
