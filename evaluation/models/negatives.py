"""The negative list: what stands on it, and who was entered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Region

from ..choices import NegativeEffect
from ..querysets import NegativeEntryQuerySet
from .evaluations import OfParty, of_one_party, on_first_day_of_a_quarter


class NegativeItem(models.Model):
    """One line of a negative list (负面清单条目): a deduction with its points, or a veto (一票否决)."""

    code = models.CharField(_("code"), max_length=60, primary_key=True)
    type = models.CharField(_("list"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    effect = models.CharField(_("effect"), max_length=10, choices=NegativeEffect.choices)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=3, null=True, blank=True)

    class Meta:
        verbose_name = _("line of the negative list")
        verbose_name_plural = _("lines of the negative list")
        constraints = [
            models.CheckConstraint(
                name="negative_item_deducts_or_vetoes",
                condition=Q(effect="veto", points=None) | Q(effect="deduct", points__gt=0),
            )
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class NegativeEntry(OfParty):
    """A party entered in the negative list for a quarter (负面清单记录), with its ground and document."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField(_("quarter"))
    item = models.ForeignKey(NegativeItem, verbose_name=_("line"), on_delete=models.PROTECT, related_name="entries")
    effect = models.CharField(_("effect"), max_length=10, choices=NegativeEffect.choices)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=3, null=True, blank=True)
    on = models.DateField(_("day"))
    ground = models.CharField(_("ground"), max_length=500)
    document = models.ForeignKey(
        Attachment, verbose_name=_("document"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal = models.CharField(_("reason of the withdrawal"), max_length=500, blank=True)

    objects = NegativeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the negative list")
        verbose_name_plural = _("entries of the negative list")
        indexes = [models.Index(fields=["district", "quarter", "-id"], name="negative_entry_quarter")]
        constraints = [
            of_one_party("negative_entry_of_one_party"),
            on_first_day_of_a_quarter("negative_entry_quarter_day"),
            models.CheckConstraint(
                name="negative_entry_deducts_or_vetoes",
                condition=Q(effect="veto", points=None) | Q(effect="deduct", points__gt=0),
            ),
            models.CheckConstraint(name="negative_entry_has_ground", condition=~Q(ground="")),
            models.CheckConstraint(
                name="negative_entry_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawal="") | Q(withdrawn_at__isnull=False) & ~Q(withdrawal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id or self.organisation_id} {self.item_id}"
