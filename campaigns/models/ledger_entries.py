"""Entries of ledgers, the amounts they yield, their photos."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Organisation, Region

from ..choices import EntryState, PartyLevel
from ..kinds import Stage
from ..kinds.entries import together
from ..querysets import LedgerEntryQuerySet, LedgerPhotoQuerySet
from .ledgers import LedgerKind
from .subjects import Subject

LEVELS = {12: PartyLevel.VILLAGE, 9: PartyLevel.TOWNSHIP}
LISTED = ("-dated_on", "-id")


def level_of(region: str, organisation: Any) -> str:
    """At which level somebody files for a party."""
    return PartyLevel.ORGANISATION if organisation else LEVELS.get(len(region), PartyLevel.COUNTY)


class LedgerEntry(models.Model):
    """One entry of a ledger (台账条目); a verified one is only ever corrected by reversing it.

    ``values`` hold what is verified, or waits to be for the first time; ``pending`` the answers of further stages.
    """

    kind = models.ForeignKey(LedgerKind, on_delete=models.PROTECT, related_name="entries", db_index=False)
    ledger = models.CharField(max_length=40)
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    township = models.CharField(max_length=9, blank=True)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    subject = models.ForeignKey(
        Subject, verbose_name=_("subject"), null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    dated_on = models.DateField(_("day"))
    ended_on = models.DateField(_("in force until"), null=True, blank=True)
    values = models.JSONField(_("values"), default=dict)
    sealed = models.TextField(_("what identifies people, encrypted"), blank=True)
    stage = models.CharField(max_length=40, blank=True)
    verified_stage = models.CharField(max_length=40, blank=True)
    pending = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EntryState.choices, default=EntryState.ENTERED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    reverses = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversals")
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replacements")
    succeeds = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors")
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
            models.Index(fields=["district", "ledger", "state", *LISTED], name="entry_district_state"),
            models.Index(fields=["district", "ledger", *LISTED], name="entry_district_ledger"),
            models.Index(fields=["township", "ledger", "state", *LISTED], name="entry_township_state"),
            models.Index(fields=["region", "ledger", *LISTED], name="entry_region_ledger"),
            models.Index(fields=["organisation", "ledger", *LISTED], name="entry_organisation_ledger"),
            models.Index(fields=["district", *LISTED], name="entry_district_day"),
            models.Index(fields=["district", "state", *LISTED], name="entry_district_waiting"),
            models.Index(fields=["township", "state", *LISTED], name="entry_township_waiting"),
            models.Index(
                fields=["region", "ledger", "-dated_on"],
                include=["organisation", "ended_on"],
                condition=Q(state__in=["entered", "verified"], reverses=None),
                name="entry_standing",
            ),
            models.Index(fields=["entered_by", "state"], condition=Q(state="returned"), name="entry_returned_to"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("dated_on")),
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="entry_verified_has_moment",
                condition=~Q(state__in=["verified", "reversed"]) | Q(verified_at__isnull=False),
            ),
            models.CheckConstraint(
                name="entry_reversal_says_why",
                condition=Q(reverses=None) | ~Q(reason=""),
                violation_error_message=_("A correction needs a reason."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=~Q(state__in=["withdrawn", "reversed"]) & Q(**{f"{name}__isnull": False}),
                    name=f"entry_{name}_once",
                )
                for name in ("reverses", "replaces", "succeeds")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.dated_on}"

    def get_absolute_url(self) -> str:
        return reverse("campaigns:ledger-entry", args=[self.pk])

    @property
    def party(self) -> Any:
        """Who keeps the ledger: an organisation, or a place."""
        return self.organisation or self.region

    @property
    def level(self) -> str:
        """At which level it was filed."""
        return level_of(self.region_id, self.organisation_id)

    @property
    def answers(self) -> dict[str, Any]:
        """Everything that was filed, whether or not somebody has looked at it."""
        return {**self.values, **self.pending}

    @property
    def open_stages(self) -> tuple[Stage, ...]:
        """The stages that were filed and not verified: these may still be edited."""
        filed = self._position(self.stage)
        return self.kind.steps[self._position(self.verified_stage) : filed]

    @property
    def next_stage(self) -> Stage | None:
        """The stage to be filed next; none when all are, or the ledger has none."""
        filed = self._position(self.stage)
        return self.kind.steps[filed] if filed < len(self.kind.steps) else None

    @property
    def editable(self) -> Stage | None:
        """The fields that may still be edited, as one stage; None for all of a ledger without stages."""
        if not self.kind.steps:
            return None
        return together(self.open_stages or self.kind.steps[:1])

    def _position(self, code: str) -> int:
        return next((n for n, stage in enumerate(self.kind.steps, start=1) if stage.code == code), 0)

    @property
    def is_counted(self) -> bool:
        """Whether figures count it: verified once, and neither reversed since nor a reversal itself."""
        gone = self.state in (EntryState.REVERSED, EntryState.WITHDRAWN)
        return self.verified_at is not None and not gone and self.reverses_id is None


class LedgerAmount(models.Model):
    """What a counted entry adds to one figure: written when it is verified, gone when it is reversed."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.CASCADE, related_name="amounts", db_index=False)
    figure = models.CharField(max_length=80)
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        verbose_name = _("amount of a ledger entry")
        verbose_name_plural = _("amounts of ledger entries")
        indexes = [
            models.Index(
                fields=["district", "figure", "starts_on"],
                include=["ends_on", "region", "organisation", "amount", "entry"],
                name="amount_figure_day",
            )
        ]
        constraints = [models.UniqueConstraint(fields=["entry", "figure"], name="amount_once")]

    def __str__(self) -> str:
        return f"{self.figure} {self.amount}"


class LedgerPhoto(models.Model):
    """A photo that an entry's field names (台账照片); whoever sees the entry sees it."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.CASCADE, related_name="photos")
    field = models.CharField(max_length=40)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    objects = LedgerPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a ledger entry")
        verbose_name_plural = _("photos of ledger entries")
        constraints = [models.UniqueConstraint(fields=["entry", "field", "attachment"], name="ledger_photo_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.field}"
