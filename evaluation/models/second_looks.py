"""Second looks at closed problems, and the draws that chose them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region

from ..choices import SecondLookState
from ..querysets import SecondLookQuerySet
from .problems import Problem


class LookDraw(models.Model):
    """One day's draw of closed problems for a second look (回头看抽取), with its seed and what it chose from."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("day"))
    seed = models.CharField(_("seed"), max_length=64)
    drawn_at = models.DateTimeField(_("drawn at"))
    closed_count = models.PositiveIntegerField(_("closed"), default=0)
    drawn_count = models.PositiveIntegerField(_("drawn"), default=0)
    inputs = models.JSONField(_("inputs"), default=dict)

    class Meta:
        verbose_name = _("draw of second looks")
        verbose_name_plural = _("draws of second looks")
        constraints = [models.UniqueConstraint(fields=["district", "on"], name="one_look_draw_a_day")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.on}"


class SecondLook(models.Model):
    """A closed problem that is looked at once more later (回头看)."""

    problem = models.OneToOneField(Problem, on_delete=models.PROTECT, related_name="second_look")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    draw = models.ForeignKey(LookDraw, on_delete=models.PROTECT, related_name="looks")
    look_by = models.DateField(_("look by"))
    state = models.CharField(_("state"), max_length=10, choices=SecondLookState.choices, default=SecondLookState.DRAWN)
    note = models.CharField(_("note"), max_length=500, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    looked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    reopened = models.ForeignKey(
        Problem, verbose_name=_("opened again as"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("second look")
        verbose_name_plural = _("second looks")
        indexes = [models.Index(fields=["district", "state", "look_by", "id"], name="second_look_to_do")]
        constraints = [
            models.CheckConstraint(
                name="second_look_failed_opens_again",
                condition=Q(state="failed", reopened__isnull=False) | ~Q(state="failed") & Q(reopened=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem} {self.get_state_display()}"
