"""Regions and organisations."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .choices import DISTRICT_DIGITS, RegionKind, RegionLevel
from .names import shown
from .querysets import OrganisationKindQuerySet, OrganisationQuerySet, RegionQuerySet

models.CharField.register_lookup(Length)


class StartsWith(Func):
    """Does one text begin with another? Cheaper in a check of every row than a pattern."""

    function = "starts_with"
    output_field = models.BooleanField()


class Region(models.Model):
    """A node of the five-level administrative tree (区划), keyed by its trimmed statistical code.

    The code is its own path: everything under a region begins with the region's code.
    """

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=120, blank=True, default="", db_default="")
    level = models.PositiveSmallIntegerField(_("level"), choices=RegionLevel.choices)
    kind = models.CharField(_("kind"), max_length=8, choices=RegionKind.choices, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True, editable=False)
    initials = models.CharField(_("pinyin initials"), max_length=100, blank=True, editable=False)
    boundary = models.JSONField(_("boundary"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        indexes = [
            models.Index(OpClass(F("initials"), name="varchar_pattern_ops"), name="region_initials"),
            models.Index(OpClass(F("name"), name="varchar_pattern_ops"), name="region_name"),
        ]
        constraints = [
            models.CheckConstraint(
                name="region_code_of_level",
                condition=Q(code__regex=r"^\d+$")
                & (
                    Q(level=5, code__length=12)
                    | Q(level=4, code__length=9)
                    | Q(level=3, code__length=6)
                    | Q(level=2, code__length=4)
                    | Q(level=1, code__length=2)
                ),
                violation_error_message=_("A region code has 2, 4, 6, 9 or 12 digits, one length for each level."),
            ),
            models.CheckConstraint(
                name="region_under_its_parent",
                condition=Q(parent=None) | Q(StartsWith("code", "parent")),
                violation_error_message=_("The code of a region begins with the code of the region above it."),
            ),
        ]

    def __str__(self) -> str:
        return shown(self)

    def get_absolute_url(self) -> str:
        return reverse("organisations:region", args=[self.code])

    @property
    def district_code(self) -> str:
        """The code of the district this region lies in, or its own when it lies above one."""
        return self.code[:DISTRICT_DIGITS]


class OrganisationKind(models.Model):
    """A kind of organisation and what it answers for (单位类别); one peer group is ranked together."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    group = models.CharField(_("group"), max_length=40)
    peer_group = models.CharField(_("peer group"), max_length=40)
    duties = models.CharField(_("duties"), max_length=200, blank=True)
    duties_en = models.CharField(_("duties in English"), max_length=300, blank=True)

    objects = OrganisationKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of organisation")
        verbose_name_plural = _("kinds of organisations")

    def __str__(self) -> str:
        return shown(self)


class Organisation(models.Model):
    """Who answers for sites and problems (责任单位): a department, street office, school, company."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=120, blank=True, default="", db_default="")
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="organisations")
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True, editable=False)
    initials = models.CharField(_("pinyin initials"), max_length=100, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(name="organisation_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(name="organisation_has_code", condition=Q(code__length__gt=0)),
        ]

    def __str__(self) -> str:
        return shown(self)

    def get_absolute_url(self) -> str:
        return reverse("organisations:organisation", args=[self.pk])
