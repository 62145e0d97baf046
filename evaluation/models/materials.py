"""Material of a party's quarter: statements, evidence, reviewers and their scores."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Region

from ..choices import EvidenceKind, MaterialState
from ..querysets import MaterialReviewQuerySet, ReviewerAssignmentQuerySet
from .evaluations import OfParty, of_one_party, on_first_day_of_a_quarter
from .indicators import Indicator, IndicatorSystem

STATEMENT_LENGTH = 500


class MaterialReview(OfParty):
    """What one party hands in for one quarter (材料审核), by the indicators of method *material* of one system."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField(_("quarter"))
    system = models.ForeignKey(IndicatorSystem, verbose_name=_("system"), on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=MaterialState.choices, default=MaterialState.DRAFT)
    opened_at = models.DateTimeField(_("opened at"))
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    filed_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MaterialReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.UniqueConstraint(
                fields=["district", "quarter", "region", "organisation"], nulls_distinct=False, name="material_once"
            ),
            of_one_party("material_of_one_party"),
            on_first_day_of_a_quarter("material_quarter_first_day"),
            models.CheckConstraint(
                name="material_filed_has_moment", condition=Q(state="draft") | Q(filed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id or self.organisation_id} {self.quarter:%Y-%m}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:material", args=[self.pk])


class MaterialStatement(models.Model):
    """What a party says to one indicator (材料说明): a few words, or the certificate that makes it exempt (免评)."""

    review = models.ForeignKey(MaterialReview, on_delete=models.CASCADE, related_name="statements")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("statement"), max_length=STATEMENT_LENGTH, blank=True)
    certificate = models.CharField(_("number of the certificate"), max_length=60, blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [models.UniqueConstraint(fields=["review", "indicator"], name="material_statement_once")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.indicator_id}"


class MaterialEvidence(models.Model):
    """One piece of evidence (佐证): a record of the portal, a link or a file."""

    statement = models.ForeignKey(MaterialStatement, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind.choices)
    label = models.CharField(_("label"), max_length=200)
    record = models.BigIntegerField(_("record"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("pieces of evidence")
        constraints = [
            models.CheckConstraint(
                name="material_evidence_is_one_thing",
                condition=Q(kind="file", attachment__isnull=False, record=None, link="")
                | Q(kind="link", attachment=None, record=None) & ~Q(link="")
                | Q(kind__in=["problem", "check", "result"], attachment=None, record__isnull=False, link=""),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def url(self) -> str:
        """Where the evidence can be looked at."""
        if self.kind == EvidenceKind.LINK:
            return self.link
        if self.kind == EvidenceKind.FILE:
            return reverse("evaluation:material-file", args=[self.pk])
        return reverse(f"evaluation:{self.kind}", args=[self.record])


class ReviewerAssignment(models.Model):
    """A reviewer (评审专家) who scores one party's material; nobody sees another's scores before submitting."""

    review = models.ForeignKey(MaterialReview, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("assigned at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    objects = ReviewerAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewer of a material")
        verbose_name_plural = _("reviewers of materials")
        constraints = [models.UniqueConstraint(fields=["review", "reviewer"], name="material_reviewer_once")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.reviewer_id}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:review-work", args=[self.pk])


class ReviewerScore(models.Model):
    """One reviewer's judgement of one indicator, by the rules of items (评审打分)."""

    assignment = models.ForeignKey(ReviewerAssignment, on_delete=models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    option = models.CharField(_("option"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("count"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4, null=True, blank=True)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    certificate = models.CharField(_("exempt by certificate"), max_length=60, blank=True)
    earned = models.DecimalField(_("earned"), max_digits=19, decimal_places=15)
    possible = models.DecimalField(_("possible"), max_digits=7, decimal_places=3)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("reviewer's score")
        verbose_name_plural = _("reviewers' scores")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "indicator"], name="reviewer_score_once"),
            models.CheckConstraint(
                name="reviewer_score_within_possible", condition=Q(earned__gte=0, earned__lte=F("possible"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.indicator_id}"
