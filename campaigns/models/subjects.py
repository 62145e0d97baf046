"""Cycles, subjects, and the parties that take part."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import ConsentKind, CreationType, CycleState, PartyLevel, SubjectState
from ..querysets import CycleQuerySet, ParticipationQuerySet, SubjectQuerySet


class Cycle(models.Model):
    """A term of creation in a region, usually three years (届)."""

    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="cycles")
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=CycleState.choices, default=CycleState.OPEN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        constraints = [
            models.UniqueConstraint(fields=["region", "starts_on"], name="cycle_start_once"),
            models.UniqueConstraint(fields=["region"], condition=Q(state="open"), name="one_open_cycle"),
            models.CheckConstraint(
                name="cycle_ends_after_start",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("A cycle cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="cycle_closed_has_day",
                condition=Q(state="open", closed_on=None) | Q(state="closed", closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:cycle", args=[self.pk])


class Subject(models.Model):
    """What is being created: a city, a village or town, a unit, a campus or a family (创建主体)."""

    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.PROTECT, related_name="subjects")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="subjects")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subjects",
    )
    creation_type = models.CharField(_("creation type"), max_length=20, choices=CreationType.choices)
    level = models.CharField(_("level"), max_length=20, choices=PartyLevel.choices)
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100, blank=True)
    profile = models.JSONField(_("profile"), default=dict, blank=True)
    gaps = models.PositiveSmallIntegerField(_("fields of the profile still empty"), default=0, db_default=0)
    sealed = models.TextField(_("what identifies people, encrypted"), blank=True)
    consented_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_kind = models.CharField(_("how consent was given"), max_length=20, choices=ConsentKind.choices, blank=True)
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("consent recorded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    consent_withdrawn_on = models.DateField(_("consent withdrawn on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SubjectState.choices, default=SubjectState.ENROLLED)
    enrolled_on = models.DateField(_("enrolled on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        indexes = [
            models.Index(fields=["district", "creation_type", "state", "id"], name="subject_district_type"),
            models.Index(fields=["district", "region", "id"], name="subject_district_region"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "creation_type", "code"],
                condition=Q(state="enrolled"),
                name="subject_code_once",
                violation_error_message=_("It is enrolled in this cycle already."),
            ),
            models.CheckConstraint(
                name="subject_withdrawn_says_why",
                condition=Q(state="enrolled", withdrawn_on=None)
                | Q(state="withdrawn", withdrawn_on__isnull=False) & ~Q(reason=""),
                violation_error_message=_("A subject that withdraws needs a day and a reason."),
            ),
            models.CheckConstraint(
                name="subject_family_consented",
                condition=~Q(creation_type="family") | Q(sealed="") | Q(consented_on__isnull=False),
                violation_error_message=_("A family's names are kept only with its consent."),
            ),
            models.CheckConstraint(
                name="subject_family_forgotten",
                condition=Q(consent_withdrawn_on=None) | Q(sealed="", name="", state="withdrawn"),
            ),
        ]

    def __str__(self) -> str:
        """Its own name, or that of its place or organisation in the reader's language; a forgotten family's code."""
        known = self._state.fields_cache
        own = known.get("organisation") or known.get("region")
        return str(own) if own is not None and own.name == self.name else self.name or self.code

    def get_absolute_url(self) -> str:
        return reverse("campaigns:subject", args=[self.pk])


class Participation(models.Model):
    """A party that takes part in a subject's creation and files for it (参与单位)."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="participations")
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.CharField(_("level"), max_length=20, choices=PartyLevel.choices)
    joined_on = models.DateField(_("takes part since"), null=True, blank=True)
    ended_on = models.DateField(_("took part until"), null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "region", "organisation"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="participation_once",
                violation_error_message=_("This party takes part already."),
            ),
            models.CheckConstraint(
                name="participation_level_of_party",
                condition=Q(organisation=None) & ~Q(level="organisation")
                | Q(organisation__isnull=False, level="organisation"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.region_id} {self.organisation_id or ''}".strip()


class SubjectTransfer(models.Model):
    """A subject went to another place or organisation (主体转移); figures of the days before stay where it was."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="transfers")
    region_before = models.ForeignKey(
        Region, verbose_name=_("region before"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    organisation_before = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    moved_on = models.DateField(_("moved on"))
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("transfer of a subject")
        verbose_name_plural = _("transfers of subjects")
        constraints = [models.CheckConstraint(name="subject_transfer_says_why", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.moved_on}"
