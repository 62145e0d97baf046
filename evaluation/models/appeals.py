"""Appeals against quarterly results, and reviews of checks and findings."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Region

from ..choices import AppealState, AppealSubject
from ..querysets import AppealQuerySet
from .checks import Check, CheckItem
from .evaluations import EvaluationResult, OfParty, of_one_party
from .problems import Problem


class Appeal(OfParty):
    """A party disputes something (申诉 of a quarterly result, 复核 of a check or finding); somebody else answers."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("disputed"), max_length=10, choices=AppealSubject.choices)
    result = models.ForeignKey(
        EvaluationResult, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals"
    )
    check_record = models.ForeignKey(
        Check, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals", db_column="check_id"
    )
    item = models.ForeignKey(CheckItem, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals")
    problem = models.ForeignKey(Problem, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals")
    ground = models.CharField(_("ground"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=AppealState.choices, default=AppealState.FILED)
    filed_at = models.DateTimeField(_("filed at"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(_("to be answered by"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(_("decision"), max_length=500, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        indexes = [models.Index(fields=["district", "state", "-id"], name="appeal_district_state")]
        constraints = [
            of_one_party("appeal_of_one_party"),
            models.CheckConstraint(
                name="appeal_of_one_thing",
                condition=Q(subject="result", result__isnull=False, check_record=None, item=None, problem=None)
                | Q(subject="check", result=None, check_record__isnull=False, item=None, problem=None)
                | Q(subject="item", result=None, check_record=None, item__isnull=False, problem=None)
                | Q(subject="problem", result=None, check_record=None, item=None, problem__isnull=False),
            ),
            models.CheckConstraint(
                name="appeal_answered_with_reason",
                condition=Q(state="filed", answered_at=None)
                | ~Q(state="filed") & Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(decision=""),
            ),
            models.CheckConstraint(name="appeal_has_ground", condition=~Q(ground="")),
            models.UniqueConstraint(
                fields=["subject", "result", "check_record", "item", "problem", "region", "organisation"],
                condition=Q(state="filed"),
                nulls_distinct=False,
                name="one_open_appeal_of_a_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.result_id or self.check_record_id or self.item_id or self.problem_id}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:appeal", args=[self.pk])


class AppealEvidence(models.Model):
    """A file that goes with an appeal (申诉佐证)."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="evidence")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of an appeal")
        verbose_name_plural = _("files of appeals")
        constraints = [models.UniqueConstraint(fields=["appeal", "attachment"], name="appeal_evidence_once")]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.attachment_id}"
