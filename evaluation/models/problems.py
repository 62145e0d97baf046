"""Problems, and the findings that make them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import OPEN_PROBLEMS, ProblemState, Severity, Source
from ..querysets import ProblemQuerySet
from .checks import CheckItem
from .sites import Site


class Problem(models.Model):
    """Something found wrong at a site (问题), with a responsible organisation and, once assigned, a deadline."""

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
    due_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    provisional = models.BooleanField(_("deadline provisional"), default=False)
    rectified_at = models.DateTimeField(_("rectified at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    returns = models.PositiveSmallIntegerField(_("returns"), default=0)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        indexes = [
            models.Index(fields=["district", "state", "-found_at", "-id"], name="problem_district_state"),
            models.Index(fields=["organisation", "state"], name="problem_organisation_state"),
            models.Index(fields=["district", "due_at"], name="problem_district_due"),
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
        """The number people quote."""
        return f"P{self.pk:06d}" if self.pk else ""


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
