"""Local limits of weddings and funerals."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region

from ..choices import Occasion
from ..kinds.limits import BOUNDED, Limits
from ..querysets import CeremonyLimitQuerySet

MONEY = {"max_digits": 10, "decimal_places": 2, "null": True, "blank": True}


class CeremonyLimit(models.Model):
    """What a place allows for one occasion, and from when to when (红白事办事标准)."""

    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion.choices)
    tables = models.PositiveIntegerField(_("tables at most"), null=True, blank=True)
    cost_each = models.DecimalField(_("cost of a table at most, yuan"), **MONEY)
    gift_each = models.DecimalField(_("usual gift at most, yuan"), **MONEY)
    bride_price = models.DecimalField(_("bride price at most, yuan"), **MONEY)
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("in force until"), null=True, blank=True)

    objects = CeremonyLimitQuerySet.as_manager()

    class Meta:
        verbose_name = _("local limit")
        verbose_name_plural = _("local limits")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "occasion", "starts_on"],
                name="ceremony_limit_once",
                violation_error_message=_("This place has limits from that day on already."),
            ),
            models.CheckConstraint(
                name="ceremony_limit_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Limits cannot end before they begin."),
            ),
            models.CheckConstraint(
                name="ceremony_limit_says_something",
                condition=Q(tables__isnull=False)
                | Q(cost_each__isnull=False)
                | Q(gift_each__isnull=False)
                | Q(bride_price__isnull=False),
                violation_error_message=_("Set at least one limit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.get_occasion_display()} {self.starts_on}"

    @property
    def limits(self) -> Limits:
        """The limits as the arithmetic takes them."""
        return Limits(**{name: getattr(self, name) for name in BOUNDED})
