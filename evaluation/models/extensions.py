"""More time for a problem, and time that stands still."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.models import Organisation

from ..choices import ExtensionState
from .problems import Problem


class Extension(models.Model):
    """More time, asked for before the deadline and granted once (延期)."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="extensions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.CharField(pgettext_lazy("extension", "answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(fields=["problem"], condition=Q(state="asked"), name="one_extension_asked"),
            models.UniqueConstraint(fields=["problem"], condition=Q(state="granted"), name="extension_granted_once"),
            models.CheckConstraint(
                name="extension_decided_has_moment",
                condition=Q(state="asked", decided_at=None) | ~Q(state="asked") & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem} {self.get_state_display()}"


class Suspension(models.Model):
    """A problem that cannot be solved now (挂账): written ground, a day to look again; its clock stands still."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="suspensions")
    ground = models.CharField(_("ground"), max_length=500)
    look_again_on = models.DateField(_("look again on"))
    left_minutes = models.PositiveIntegerField(_("minutes left on the clock"))
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("suspended by"), on_delete=models.PROTECT, related_name="+"
    )
    suspended_at = models.DateTimeField(_("suspended at"))
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resumed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    resumed_at = models.DateTimeField(_("resumed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = [
            models.UniqueConstraint(fields=["problem"], condition=Q(resumed_at=None), name="one_suspension_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.problem} {self.look_again_on}"
