"""Pairings of units with villages, and the support that is given in them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import PairingState, SupportKind, SupportState
from ..querysets import PairingQuerySet, SupportRecordQuerySet

TEXT_LENGTH = 500


class PairingPolicy(models.Model):
    """Whether a unit of a district may have several villages, and a village several units (结对规则)."""

    district = models.OneToOneField(Region, on_delete=models.PROTECT, related_name="+")
    several = models.BooleanField(_("several pairings for one unit or village"), default=False)

    class Meta:
        verbose_name = _("rule for pairings")
        verbose_name_plural = _("rules for pairings")

    def __str__(self) -> str:
        return f"{self.district_id} {'n:n' if self.several else '1:1'}"


class Pairing(models.Model):
    """A unit paired with a village (结对共建、包保).

    ``is_exclusive`` stands as the district's rule was: an exclusive pairing in force is the only one of its unit and
    of its village.
    """

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="pairings", db_index=False
    )
    region = models.ForeignKey(
        Region, verbose_name=_("village"), on_delete=models.PROTECT, related_name="pairings", db_index=False
    )
    aim = models.CharField(_("what it is for"), max_length=TEXT_LENGTH, blank=True)
    is_exclusive = models.BooleanField(_("one to one"), default=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=PairingState.choices, default=PairingState.ACTIVE)
    reason = models.CharField(_("why it ended"), max_length=TEXT_LENGTH, blank=True)
    paired_at = models.DateTimeField(_("paired at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    reminded_for = models.DateField(_("reminded for the quarter from"), null=True, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        indexes = [
            models.Index(fields=["district", "state", "id"], name="pairing_district"),
            models.Index(fields=["organisation", "state"], name="pairing_unit"),
            models.Index(fields=["region", "state"], name="pairing_village"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state="active", is_exclusive=True),
                name="pairing_one_of_a_unit",
                violation_error_message=_("This unit is paired already; end that pairing first."),
            ),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(state="active", is_exclusive=True),
                name="pairing_one_of_a_village",
                violation_error_message=_("This village is paired already; end that pairing first."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "region"],
                condition=Q(state="active"),
                name="pairing_once",
                violation_error_message=_("This unit and this village are paired already."),
            ),
            models.CheckConstraint(
                name="pairing_ended_whole",
                condition=Q(state="active", ends_on=None, ended_at=None, reason="")
                | Q(state="ended", ends_on__isnull=False, ended_at__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="pairing_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A pairing cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.region}"

    def get_absolute_url(self) -> str:
        return reverse("campaigns:pairing", args=[self.pk])


class SupportRecord(models.Model):
    """What a unit did for its village on a day (帮扶记录): entered by the unit, seen by the village.

    A wrong one is reversed with its reason and entered anew; it stays readable and counts no longer.
    """

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="records", db_index=False)
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("what it was"), max_length=11, choices=SupportKind.choices)
    on = models.DateField(_("day"))
    text = models.CharField(_("what was done"), max_length=TEXT_LENGTH)
    people = models.PositiveIntegerField(_("people taking part"), null=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=1, null=True, blank=True)
    funds = models.DecimalField(_("funds in yuan"), max_digits=12, decimal_places=2, null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=SupportState.choices, default=SupportState.ENTERED)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reversed_at = models.DateTimeField(_("reversed at"), null=True, blank=True)
    reversed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = models.CharField(_("why it was reversed"), max_length=TEXT_LENGTH, blank=True)

    objects = SupportRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("support record")
        verbose_name_plural = _("support records")
        indexes = [
            models.Index(fields=["pairing", "-on", "-id"], name="support_pairing"),
            models.Index(fields=["district", "-on", "-id"], name="support_district"),
            models.Index(fields=["organisation", "-on", "-id"], name="support_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                name="support_reversal_whole",
                condition=Q(state="entered", reversed_at=None, reason="")
                | Q(state="reversed", reversed_at__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="support_not_negative",
                condition=(Q(hours=None) | Q(hours__gte=0)) & (Q(funds=None) | Q(funds__gte=0)),
                violation_error_message=_("Hours and funds cannot be below zero."),
            ),
            models.CheckConstraint(name="support_says_what", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.text[:40]}"

    def get_absolute_url(self) -> str:
        return f"{reverse('campaigns:pairing', args=[self.pairing_id])}#record-{self.pk}"
