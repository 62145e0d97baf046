"""What an organisation did about a problem, and what whoever looked again found."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Organisation

from ..querysets import RectificationQuerySet
from .problems import Problem


class Rectification(models.Model):
    """The responsible organisation's answer to a problem (整改), one for each round."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="rectifications")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    text = models.CharField(_("what was done"), max_length=500)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("filed by"), on_delete=models.PROTECT, related_name="+"
    )
    filed_at = models.DateTimeField(_("filed at"))
    late = models.BooleanField(_("after the deadline"), default=False)
    is_doubtful = models.BooleanField(_("photos in question"), default=False)

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("rectification")
        verbose_name_plural = _("rectifications")
        constraints = [models.UniqueConstraint(fields=["problem", "round"], name="rectification_once_a_round")]

    def __str__(self) -> str:
        return f"{self.problem} {self.round}"


class RectificationPhoto(models.Model):
    """An after-photo (整改后照片), with what is odd about it: ``[{"kind": "far", "metres": 812}]``."""

    rectification = models.ForeignKey(Rectification, on_delete=models.CASCADE, related_name="photos")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    flags = models.JSONField(_("in question"), default=list, blank=True)
    examined_at = models.DateTimeField(_("examined at"), null=True, blank=True)

    class Meta:
        verbose_name = _("after-photo")
        verbose_name_plural = _("after-photos")
        constraints = [models.UniqueConstraint(fields=["rectification", "attachment"], name="after_photo_once")]
        indexes = [models.Index(fields=["id"], name="after_photo_unexamined", condition=Q(examined_at=None))]

    def __str__(self) -> str:
        return f"{self.rectification_id} {self.attachment_id}"


class Recheck(models.Model):
    """A second visit after a rectification (复查): in order, so the problem is closed, or not, so it goes back."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="rechecks")
    rectification = models.OneToOneField(Rectification, on_delete=models.PROTECT, related_name="recheck")
    passed = models.BooleanField(_("in order"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("checked by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        verbose_name = _("re-check")
        verbose_name_plural = _("re-checks")

    def __str__(self) -> str:
        return f"{self.rectification} {self.passed}"


class ProblemPhoto(models.Model):
    """A photo by whoever found a problem by hand, or by whoever looked again (问题照片、复查照片)."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="photos")
    recheck = models.ForeignKey(Recheck, null=True, blank=True, on_delete=models.PROTECT, related_name="photos")
    second_look = models.ForeignKey(
        "evaluation.SecondLook", null=True, blank=True, on_delete=models.PROTECT, related_name="photos"
    )
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("photo of a problem")
        verbose_name_plural = _("photos of problems")
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "recheck", "second_look", "attachment"],
                nulls_distinct=False,
                name="problem_photo_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.attachment_id}"
