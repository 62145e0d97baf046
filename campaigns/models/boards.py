"""The red and black boards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import STANDING_ENTRIES, BoardColour, BoardState
from ..querysets import BoardEntryQuerySet


class BoardEntry(models.Model):
    """A place or an organisation on the red or the black board (红黑榜条目); never a person."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="board_entries")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="board_entries",
    )
    colour = models.CharField(_("board"), max_length=5, choices=BoardColour.choices)
    title = models.CharField(_("place or organisation"), max_length=120)
    title_en = models.CharField(_("English name"), max_length=160, blank=True, default="", db_default="")
    ground = models.CharField(_("ground"), max_length=500)
    ground_en = models.CharField(_("ground in English"), max_length=500, blank=True, default="", db_default="")
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("record it comes from"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=BoardState.choices, default=BoardState.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = BoardEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("board entry")
        verbose_name_plural = _("board entries")
        indexes = [models.Index(fields=["district", "state", "-proposed_at", "-id"], name="board_district_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "colour"],
                condition=Q(state__in=STANDING_ENTRIES) & ~Q(source=""),
                name="board_source_once",
            ),
            models.CheckConstraint(name="board_entry_has_ground", condition=~Q(ground="") & ~Q(title="")),
            models.CheckConstraint(
                name="board_entry_decided",
                condition=Q(state="proposed", decided_at=None) | ~Q(state="proposed") & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title_en if self.title_en and get_language() == "en" else self.title

    @property
    def shown_ground(self) -> str:
        """The ground in the reader's language, where the portal wrote it in both."""
        return self.ground_en if self.ground_en and get_language() == "en" else self.ground

    def get_absolute_url(self) -> str:
        return f"{reverse('campaigns:boards')}?colour={self.colour}&state={self.state}#entry-{self.pk}"
