"""Deadlines that passed, and the interviews that the second of them asks for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Organisation, Region

from ..querysets import InterviewQuerySet, LapseQuerySet
from .problems import Problem


class Lapse(models.Model):
    """A deadline that passed without an answer (逾期记录), with what it costs by the policy of that day.

    ``number`` counts in the problem, ``in_a_row`` those of the organisation since the problem was given to it.
    """

    problem = models.ForeignKey(Problem, verbose_name=_("problem"), on_delete=models.PROTECT, related_name="lapse_rows")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lapses", db_index=False)
    number = models.PositiveSmallIntegerField(_("which lapse"))
    in_a_row = models.PositiveSmallIntegerField(_("which lapse of the organisation"), default=1, db_default=1)
    due_at = models.DateTimeField(_("deadline missed"))
    recorded_at = models.DateTimeField(_("recorded at"))
    points = models.DecimalField(_("points off"), max_digits=4, decimal_places=2, default=0)

    objects = LapseQuerySet.as_manager()

    class Meta:
        verbose_name = _("lapse")
        verbose_name_plural = _("lapses")
        indexes = [
            models.Index(fields=["district", "due_at"], name="lapse_district"),
            models.Index(fields=["organisation", "due_at"], name="lapse_organisation"),
            models.Index(fields=["district", "recorded_at"], name="lapse_repeated", condition=Q(in_a_row__gte=2)),
        ]
        constraints = [models.UniqueConstraint(fields=["problem", "number"], name="lapse_once")]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.number}"


class Interview(models.Model):
    """A talk that the office holds with an organisation after a second lapse (约谈), and what was said.

    The rules ask for it; it is open until somebody writes down when it was held and what came of it.
    """

    lapse = models.OneToOneField(Lapse, verbose_name=_("lapse"), on_delete=models.PROTECT, related_name="interview")
    problem = models.ForeignKey(Problem, verbose_name=_("problem"), on_delete=models.PROTECT, related_name="interviews")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(_("asked for at"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("held by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    present = models.CharField(_("present"), max_length=200, blank=True)
    record = models.TextField(_("record"), max_length=2000, blank=True)
    document = models.ForeignKey(
        Attachment, verbose_name=_("document"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), null=True, blank=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        indexes = [
            models.Index(fields=["district", "-asked_at", "-id"], name="interview_district"),
            models.Index(fields=["organisation", "-asked_at", "-id"], name="interview_organisation"),
            models.Index(fields=["district", "id"], name="interview_to_hold", condition=Q(held_on=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="interview_held_whole",
                condition=Q(held_on=None, by=None, recorded_at=None, record="", document=None)
                | Q(held_on__isnull=False, by__isnull=False, recorded_at__isnull=False)
                & ~Q(record="")
                & ~Q(present=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:interview", args=[self.pk])

    @property
    def face(self) -> str:
        """Whether it was held: ``held`` or ``asked``."""
        return "asked" if self.held_on is None else "held"
