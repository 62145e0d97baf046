"""Problems, and the findings that make them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import OPEN_PROBLEMS, UNDER_WAY, ProblemState, Severity, Source, TimeUnit
from ..querysets import ProblemQuerySet
from .checks import CheckItem
from .sites import Site


class Problem(models.Model):
    """Something found wrong at a site (问题), with a responsible organisation and, once assigned, a deadline.

    ``due_at`` is the deadline that runs now, after a lapse that of the supervision notice; ``first_due_at`` is the one
    that counts for the score: of the assignment, after a granted extension or a suspension. ``clock_…`` is what the
    running deadline was worked out from; it is empty where the office named the deadline itself.
    """

    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.PROTECT, related_name="problems")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="problems", db_index=False
    )
    item = models.CharField(_("item"), max_length=40, blank=True)
    description = models.CharField(_("description"), max_length=500)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    state = models.CharField(_("state"), max_length=10, choices=ProblemState.choices, default=ProblemState.FOUND)
    found_at = models.DateTimeField(_("found at"))
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    serial = models.PositiveIntegerField(_("serial number"), null=True, blank=True, editable=False)
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    due_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    first_due_at = models.DateTimeField(_("deadline before any supervision"), null=True, blank=True)
    provisional = models.BooleanField(_("deadline provisional"), default=False)
    remind_at = models.DateTimeField(_("reminder at"), null=True, blank=True)
    lapses = models.PositiveSmallIntegerField(_("lapses"), default=0, db_default=0)
    clock_from = models.DateTimeField(null=True, blank=True, editable=False)
    clock_amount = models.PositiveIntegerField(null=True, blank=True, editable=False)
    clock_unit = models.CharField(max_length=16, choices=TimeUnit.choices, blank=True, db_default="", editable=False)
    clock_is_rest = models.BooleanField(default=False, db_default=False, editable=False)
    rectified_at = models.DateTimeField(_("rectified at"), null=True, blank=True)
    rectified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("rectified by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        blank=True,
        db_index=False,
    )
    needs_recheck = models.BooleanField(_("to be re-checked"), default=True, db_default=True)
    rechecker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("named to re-check"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        blank=True,
        db_index=False,
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    returns = models.PositiveSmallIntegerField(_("returns"), default=0)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        db_index=False,
    )
    earlier = models.ForeignKey(
        "self",
        verbose_name=_("found again after"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="later",
        db_index=False,
    )

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        indexes = [
            models.Index(fields=["district", "state", "-found_at", "-id"], name="problem_district_state"),
            models.Index(fields=["organisation", "state"], name="problem_organisation_state"),
            models.Index(fields=["district", "due_at"], name="problem_district_due"),
            models.Index(fields=["district", "first_due_at"], name="problem_district_first_due"),
            models.Index(fields=["district", "-found_at", "-id"], name="problem_district_found"),
            models.Index(
                fields=["district", "severity", "found_at", "id"],
                name="problem_lane_found",
                condition=Q(state="found"),
            ),
            models.Index(
                fields=["district", "severity", "rectified_at", "id"],
                name="problem_lane_rectified",
                condition=Q(state="rectified"),
            ),
            models.Index(
                fields=["district", "state", "severity", "due_at", "id"],
                name="problem_lane_due",
                condition=Q(state__in=["assigned", "returned", "suspended"]),
            ),
            models.Index(
                fields=["district", "remind_at"],
                name="problem_to_remind",
                condition=Q(state__in=UNDER_WAY, remind_at__isnull=False),
            ),
            models.Index(fields=["district", "id"], name="problem_provisional", condition=Q(provisional=True)),
            models.Index(fields=["district", "closed_at"], name="problem_closed", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["merged_into"], name="problem_merged_into", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["earlier"], name="problem_earlier", condition=Q(earlier__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="problem_due_after_found",
                condition=Q(due_at=None) | Q(due_at__gte=F("found_at")),
                violation_error_message=_("The deadline cannot be earlier than the finding."),
            ),
            models.CheckConstraint(
                name="problem_closed_has_moment",
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="problem_assigned_has_deadline",
                condition=Q(state__in=["found", "cancelled", "merged"]) | Q(due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="problem_merged_into_another",
                condition=Q(state="merged", merged_into__isnull=False) & ~Q(merged_into=F("id"))
                | ~Q(state="merged") & Q(merged_into=None),
            ),
            models.CheckConstraint(
                name="problem_number_whole",
                condition=Q(year=None, serial=None) | Q(year__isnull=False, serial__isnull=False),
            ),
            models.UniqueConstraint(fields=["district", "year", "serial"], name="problem_number_once"),
            models.UniqueConstraint(
                fields=["site", "item"],
                condition=Q(state__in=OPEN_PROBLEMS) & ~Q(item=""),
                name="one_open_problem_per_item_and_site",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("evaluation:problem", args=[self.pk])

    @property
    def number(self) -> str:
        """The number people quote: 〔2026〕1187号, counted by district and year."""
        return f"〔{self.year}〕{self.serial}号" if self.serial else ""


class ProblemSerial(models.Model):
    """The last number given in a district and year (问题编号)."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("numbers of problems")
        verbose_name_plural = _("numbers of problems")
        constraints = [models.UniqueConstraint(fields=["district", "year"], name="problem_serial_once")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.year}: {self.last}"


class Finding(models.Model):
    """One failing item of a check that opened a problem or was added to the open one (问题发现记录)."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="findings")
    check_item = models.OneToOneField(CheckItem, on_delete=models.PROTECT, related_name="finding")
    found_at = models.DateTimeField(_("found at"))
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return f"{self.problem_id} {self.check_item_id}"
