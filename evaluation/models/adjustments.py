"""Bonuses and deductions as recorded decisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Region

from ..choices import AdjustmentKind
from ..querysets import AdjustmentQuerySet
from .evaluations import OfParty, of_one_party


class Adjustment(OfParty):
    """Points given or taken by a decision (加减分), of a month or of a quarter; ``project`` is rewarded once a year."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("month"), null=True, blank=True)
    quarter = models.DateField(_("quarter"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=AdjustmentKind.choices)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=3)
    on = models.DateField(_("day"))
    project = models.CharField(_("project"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    ground = models.CharField(_("ground"), max_length=100, blank=True)
    document = models.ForeignKey(
        Attachment, verbose_name=_("document"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal = models.CharField(_("reason of the withdrawal"), max_length=500, blank=True)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        indexes = [models.Index(fields=["district", "on"], name="adjustment_district_day")]
        constraints = [
            of_one_party("adjustment_of_one_party"),
            models.CheckConstraint(
                name="adjustment_of_month_or_quarter",
                condition=Q(month__day=1, quarter=None)
                | Q(month=None, quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
            ),
            models.CheckConstraint(
                name="adjustment_points_positive",
                condition=Q(points__gt=0),
                violation_error_message=_("Points are more than 0; the kind says whether they are given or taken."),
            ),
            models.CheckConstraint(name="adjustment_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="adjustment_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawal="") | Q(withdrawn_at__isnull=False) & ~Q(withdrawal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id or self.organisation_id} {self.kind} {self.points}"
