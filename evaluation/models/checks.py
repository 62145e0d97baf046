"""Checks of sites: what was answered, with which photos, and what is asked about them."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Organisation, Region
from foundation.periods import local_day

from ..choices import CheckState, FlagKind
from ..querysets import CheckQuerySet
from .indicators import Indicator, IndicatorSystem
from .plans import Draw
from .sites import Site


class Check(models.Model):
    """One inspection of one site on one day (督查). District, region and organisation stand as they were that day."""

    site = models.ForeignKey(
        Site, verbose_name=_("site"), on_delete=models.PROTECT, related_name="checks", db_index=False
    )
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=10, choices=CheckState.choices, default=CheckState.DRAWN)
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("inspector"),
        on_delete=models.PROTECT,
        related_name="checks",
        db_index=False,
    )
    draw = models.ForeignKey(
        Draw, null=True, blank=True, on_delete=models.PROTECT, related_name="checks", db_index=False
    )
    system = models.ForeignKey(IndicatorSystem, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    client_id = models.UUIDField(null=True, blank=True, unique=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy = models.DecimalField(_("accuracy in metres"), max_digits=8, decimal_places=1, null=True, blank=True)
    earned = models.DecimalField(_("earned"), max_digits=21, decimal_places=15, null=True, blank=True)
    possible = models.DecimalField(_("possible"), max_digits=9, decimal_places=3, null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=18, decimal_places=15, null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        indexes = [
            models.Index(fields=["site", "-on"], name="check_site_day"),
            models.Index(fields=["district", "-on", "-id"], name="check_district_day"),
            models.Index(fields=["inspector", "on"], name="check_inspector_day"),
            models.Index(fields=["organisation", "-on"], name="check_organisation_day"),
            BrinIndex(fields=["on"], name="check_day_brin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "on"], condition=Q(draw__isnull=False), name="site_drawn_once_a_day"
            ),
            models.CheckConstraint(
                name="check_submitted_has_moments",
                condition=Q(state__in=["drawn", "cancelled"])
                | Q(
                    finished_at__isnull=False, received_at__isnull=False, client_id__isnull=False, system__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="check_finished_after_start",
                condition=Q(finished_at=None) | Q(started_at=None) | Q(finished_at__gte=F("started_at")),
                violation_error_message=_("A check cannot be finished before it was started."),
            ),
            models.CheckConstraint(name="check_score_range", condition=Q(score=None) | Q(score__range=(0, 100))),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:check", args=[self.pk])

    @property
    def is_late_synced(self) -> bool:
        """Whether the submission reached the portal after the day it was done (迟传)."""
        return self.received_at is not None and local_day(self.received_at) > self.on


class CheckItem(models.Model):
    """One answered item of a check, with the points it earned (检查项结果)."""

    check_record = models.ForeignKey(
        Check, on_delete=models.CASCADE, related_name="items", db_column="check_id", db_index=False
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", db_index=False)
    option = models.CharField(_("option"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("count"), null=True)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4, null=True)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    earned = models.DecimalField(_("earned"), max_digits=19, decimal_places=15)
    possible = models.DecimalField(_("possible"), max_digits=7, decimal_places=3)
    failed = models.BooleanField(_("failed"), default=False)
    voided = models.BooleanField(_("voided by a review"), default=False, db_default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("check item")
        verbose_name_plural = _("check items")
        constraints = [
            models.UniqueConstraint(fields=["check_record", "indicator"], name="check_item_once"),
            models.CheckConstraint(
                name="check_item_earned_within_possible", condition=Q(earned__gte=0, earned__lte=F("possible"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_record_id} {self.indicator_id}"


class CheckPhoto(models.Model):
    """A photo of a check: of one item, or kept as extra evidence (督查照片)."""

    check_record = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="photos", db_column="check_id")
    item = models.ForeignKey(CheckItem, null=True, on_delete=models.CASCADE, related_name="photos")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    examined_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("check photo")
        verbose_name_plural = _("check photos")
        indexes = [models.Index(fields=["id"], condition=Q(examined_at=None), name="check_photo_to_examine")]
        constraints = [
            models.UniqueConstraint(
                fields=["check_record", "item", "attachment"], nulls_distinct=False, name="check_photo_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_record_id} {self.attachment_id}"


class CheckFlag(models.Model):
    """A question to the office about a check (存疑提示); never a punishment by itself."""

    check_record = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="flags", db_column="check_id")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("kind"), max_length=12, choices=FlagKind.choices)
    detail = models.JSONField(_("detail"), default=dict)
    raised_at = models.DateTimeField(_("raised at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("question about a check")
        verbose_name_plural = _("questions about checks")
        indexes = [models.Index(fields=["district", "answered_at", "-id"], name="check_flag_open")]
        constraints = [models.UniqueConstraint(fields=["check_record", "kind"], name="check_flag_once")]

    def __str__(self) -> str:
        return f"{self.check_record_id} {self.kind}"
