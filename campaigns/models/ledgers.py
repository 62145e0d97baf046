"""Ledgers: kinds with typed fields, as an office defines them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region

from ..choices import CreationType, Frequency, LedgerNature, LedgerState, PartyLevel
from ..kinds import FieldSpec, Stage, specs_from, stages_from
from ..querysets import LedgerKindQuerySet


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

    @cached_property
    def specs(self) -> tuple[FieldSpec, ...]:
        """The fields, typed."""
        return specs_from(self.fields)

    @cached_property
    def steps(self) -> tuple[Stage, ...]:
        """The stages in which an entry is filed; none when it is filed at once."""
        return stages_from(self.stages)

    @property
    def about(self) -> str:
        """The description in the reader's language."""
        return self.description_en if self.description_en and get_language() == "en" else self.description

    @property
    def is_register(self) -> bool:
        return self.nature == LedgerNature.REGISTER
