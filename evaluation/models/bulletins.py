"""The weekly bulletin: frozen figures, the office's text, typical problems with their photos."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind

from ..choices import CountedAs, DocumentState
from ..querysets import BulletinQuerySet
from .problems import Problem

TEXTS = ("comment", "next_steps")


def somebody(label):
    """Who did something; nobody where the portal did."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Bulletin(models.Model):
    """The circular of a week in a district (周通报). Publishing freezes it; a correction is a new version."""

    district = models.ForeignKey(Region, verbose_name=_("district"), on_delete=models.PROTECT, related_name="bulletins")
    week = models.DateField(_("Monday of the week"))
    version = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT)
    figures = models.JSONField(_("figures"), default=dict)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    next_steps = models.CharField(_("next steps"), max_length=500, blank=True)
    is_public = models.BooleanField(_("on the public site"), default=False)
    reason = models.CharField(_("reason of the correction"), max_length=500, blank=True)
    compiled_at = models.DateTimeField(_("compiled at"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = somebody(_("approved by"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = somebody(_("published by"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    serial = models.PositiveIntegerField(_("serial number"), null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        constraints = [
            models.UniqueConstraint(fields=["district", "week", "version"], name="bulletin_version_once"),
            models.UniqueConstraint(
                fields=["district", "week"], condition=Q(state__in=["draft", "approved"]), name="one_open_bulletin"
            ),
            models.UniqueConstraint(
                fields=["district", "week"], condition=Q(state="published"), name="one_published_bulletin"
            ),
            models.UniqueConstraint(fields=["district", "year", "serial"], name="bulletin_number_once"),
            models.CheckConstraint(name="bulletin_begins_on_monday", condition=Q(week__iso_week_day=1)),
            models.CheckConstraint(name="bulletin_correction_has_reason", condition=Q(version=1) | ~Q(reason="")),
            models.CheckConstraint(
                name="bulletin_published_is_whole",
                condition=Q(state__in=["draft", "approved"], serial=None, digest="")
                | Q(published_at__isnull=False, serial__isnull=False) & ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district} {self.period.code}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:bulletin", args=[self.pk])

    @property
    def period(self) -> Period:
        """The week, Monday to Sunday."""
        return Period.containing(self.week, PeriodKind.WEEK)

    @property
    def official_week(self) -> str:
        """The week as the paper names it: 2026年第47周."""
        return self.period.label("zh-hans")

    @property
    def number(self) -> str:
        """〔2026〕12号; empty before publication."""
        return f"〔{self.year}〕{self.serial}号" if self.serial else ""


class BulletinRecords(models.Model):
    """The records behind a figure of a bulletin, as they were counted when it was compiled (数据来源)."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="records")
    counted = models.CharField(_("counted as"), max_length=10, choices=CountedAs.choices)
    ids = ArrayField(models.BigIntegerField(), verbose_name=_("records"))

    class Meta:
        verbose_name = _("records behind a figure")
        verbose_name_plural = _("records behind figures")
        constraints = [models.UniqueConstraint(fields=["bulletin", "counted"], name="bulletin_records_once")]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.counted}"


class BulletinSerial(models.Model):
    """The last number given to bulletins of a district in a year (通报编号)."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("numbers of bulletins")
        verbose_name_plural = _("numbers of bulletins")
        constraints = [models.UniqueConstraint(fields=["district", "year"], name="bulletin_serial_once")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.year}: {self.last}"


class BulletinCase(models.Model):
    """A typical problem of a bulletin (典型问题), with a photo before and one after; masks hide faces and plates.

    Masks are boxes in per cent of the picture: ``[[left, top, width, height], …]``.
    """

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="cases")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))
    before = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    before_masks = models.JSONField(_("masked before"), default=list, blank=True)
    after_masks = models.JSONField(_("masked after"), default=list, blank=True)

    class Meta:
        verbose_name = _("typical problem")
        verbose_name_plural = _("typical problems")
        constraints = [models.UniqueConstraint(fields=["bulletin", "problem"], name="bulletin_case_once")]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.problem_id}"
