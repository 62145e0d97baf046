"""Ledgers: kinds with typed fields, and their entries."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import CreationType, EntryState, Frequency, LedgerNature, LedgerState, PartyLevel
from ..querysets import LedgerEntryQuerySet, LedgerKindQuerySet
from .subjects import Subject


class LedgerKind(models.Model):
    """A ledger an office keeps (台账): its fields, who fills it, how often, and the figures it yields."""

    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="ledger_kinds"
    )
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=400, blank=True)
    creation_types = ArrayField(
        models.CharField(max_length=20, choices=CreationType.choices), verbose_name=_("creation types")
    )
    entered_by = ArrayField(models.CharField(max_length=20, choices=PartyLevel.choices), verbose_name=_("entered by"))
    nature = models.CharField(_("nature"), max_length=10, choices=LedgerNature.choices)
    dated_by = models.CharField(_("dated by"), max_length=40)
    frequency = models.CharField(_("expected"), max_length=20, choices=Frequency.choices)
    at_least = models.PositiveSmallIntegerField(_("entries expected at least"), default=0)
    fields = models.JSONField(_("fields"), default=list)
    figures = models.JSONField(_("figures"), default=list, blank=True)
    stages = models.JSONField(_("stages"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LedgerState.choices, default=LedgerState.ACTIVE)

    objects = LedgerKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger")
        verbose_name_plural = _("ledgers")
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], nulls_distinct=False, name="ledger_code_once"),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:ledger", args=[self.pk])


class LedgerEntry(models.Model):
    """One entry of a ledger (台账条目); a verified one is only ever corrected by reversing it."""

    kind = models.ForeignKey(LedgerKind, on_delete=models.PROTECT, related_name="entries", db_index=False)
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.ForeignKey(
        Subject, verbose_name=_("subject"), null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    dated_on = models.DateField(_("day"))
    ended_on = models.DateField(_("in force until"), null=True, blank=True)
    values = models.JSONField(_("values"), default=dict)
    sealed = models.TextField(_("what identifies people, encrypted"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EntryState.choices, default=EntryState.ENTERED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by", editable=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        indexes = [
            models.Index(fields=["district", "kind", "-dated_on", "-id"], name="entry_district_kind"),
            models.Index(fields=["kind", "state", "dated_on"], name="entry_kind_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("dated_on")),
                violation_error_message=_("It cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.dated_on}"

    def get_absolute_url(self) -> str:
        return reverse("campaigns:ledger-entry", args=[self.pk])
