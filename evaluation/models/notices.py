"""The three notices and their numbers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import NoticeKind
from ..querysets import NoticeQuerySet
from .problems import Problem


class Notice(models.Model):
    """A reminder, assignment or supervision notice (三单), numbered by district, kind and year, with its receipt.

    Organisation and region stand as they were when it was issued. ``lapse`` says which missed deadline a supervision
    notice answers; of one lapse, and of one deadline that comes near, there is one notice. A withdrawn one keeps its
    number, so that the numbers have no gap.
    """

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("kind of notice"), max_length=11, choices=NoticeKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial number"))
    problem = models.ForeignKey(Problem, verbose_name=_("problem"), on_delete=models.PROTECT, related_name="notices")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    due_at = models.DateTimeField(_("deadline"))
    lapse = models.PositiveSmallIntegerField(_("lapse"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("received by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    nudged_at = models.DateTimeField(_("receipt asked for again at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    copied_to = models.CharField(_("copied to"), max_length=200, blank=True, db_default="")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["district", "-issued_at", "-id"], name="notice_district"),
            models.Index(fields=["organisation", "-issued_at", "-id"], name="notice_organisation"),
            models.Index(fields=["district", "issued_at"], name="notice_waiting", condition=Q(received_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["district", "kind", "year", "serial"], name="notice_number_once"),
            models.UniqueConstraint(
                fields=["problem", "lapse"], condition=Q(kind="supervision"), name="notice_of_lapse_once"
            ),
            models.UniqueConstraint(
                fields=["problem", "organisation", "due_at"],
                condition=Q(kind="reminder"),
                name="notice_of_deadline_once",
            ),
            models.CheckConstraint(
                name="notice_lapse_of_supervision",
                condition=Q(kind="supervision", lapse__isnull=False) | ~Q(kind="supervision") & Q(lapse=None),
            ),
            models.CheckConstraint(
                name="notice_receipt_whole",
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_by__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_withdrawn_before_receipt",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, received_at=None),
            ),
            models.CheckConstraint(
                name="notice_received_after_issue", condition=Q(received_at=None) | Q(received_at__gte=F("issued_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:notice", args=[self.pk])

    @property
    def number(self) -> str:
        """〔2026〕12号, as it stands on the document."""
        return f"〔{self.year}〕{self.serial}号"

    @property
    def state(self) -> str:
        """Whether somebody has signed for it, or it was taken back: ``received``, ``sent`` or ``withdrawn``."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "sent" if self.received_at is None else "received"


class NoticeSerial(models.Model):
    """The last number given to notices of a kind in a district and year (三单编号)."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of notice"), max_length=11, choices=NoticeKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("numbers of notices")
        verbose_name_plural = _("numbers of notices")
        constraints = [models.UniqueConstraint(fields=["district", "kind", "year"], name="notice_serial_once")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.kind} {self.year}: {self.last}"
