"""The catalogue of special actions, and those that a district has adopted for a year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import FigureMeasure, SpecialActionState
from ..querysets import ActionFigureQuerySet, MilestoneQuerySet, SpecialActionQuerySet


def _said(row: models.Model, name: str) -> str:
    """A text in the reader's language, as far as there is one."""
    english = getattr(row, f"{name}_en")
    return english if english and get_language() == "en" else getattr(row, name)


class SpecialActionKind(models.Model):
    """A line of the catalogue of special actions (专项行动目录): what a district adopts for a year."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200)
    purpose_en = models.CharField(_("purpose in English"), max_length=300, blank=True)
    lead_kind = models.CharField(_("kind of the lead department"), max_length=40)
    supporter_kinds = models.JSONField(_("kinds of supporting departments"), default=list, blank=True)
    milestones = models.JSONField(_("milestones"), default=list, blank=True)
    figure = models.CharField(_("figure"), max_length=40)
    figure_en = models.CharField(_("figure in English"), max_length=80, blank=True)
    unit = models.CharField(_("unit"), max_length=10)
    unit_en = models.CharField(_("unit in English"), max_length=20, blank=True)
    measure = models.CharField(_("how months count"), max_length=6, choices=FigureMeasure.choices)

    class Meta:
        verbose_name = _("kind of special action")
        verbose_name_plural = _("kinds of special actions")

    def __str__(self) -> str:
        return _said(self, "name")

    @property
    def said_purpose(self) -> str:
        return _said(self, "purpose")

    @property
    def said_figure(self) -> str:
        return _said(self, "figure")

    @property
    def said_unit(self) -> str:
        return _said(self, "unit")


class SpecialAction(models.Model):
    """A special action of a district in a year (专项行动): lead and supporting departments, milestones, one figure.

    Names stand as they were in the catalogue when it was adopted.
    """

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(SpecialActionKind, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200)
    purpose_en = models.CharField(_("purpose in English"), max_length=300, blank=True)
    lead = models.ForeignKey(
        Organisation, verbose_name=_("lead department"), on_delete=models.PROTECT, related_name="+"
    )
    supporters = models.ManyToManyField(
        Organisation, verbose_name=_("supporting departments"), related_name="+", blank=True
    )
    figure = models.CharField(_("figure"), max_length=40)
    figure_en = models.CharField(_("figure in English"), max_length=80, blank=True)
    unit = models.CharField(_("unit"), max_length=10)
    unit_en = models.CharField(_("unit in English"), max_length=20, blank=True)
    measure = models.CharField(_("how months count"), max_length=6, choices=FigureMeasure.choices)
    target = models.DecimalField(_("target of the year"), max_digits=12, decimal_places=2, null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=SpecialActionState.choices, default=SpecialActionState.RUNNING
    )
    adopted_on = models.DateField(_("adopted on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    summary = models.CharField(_("summary or reason"), max_length=500, blank=True)

    objects = SpecialActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("special action")
        verbose_name_plural = _("special actions")
        constraints = [
            models.UniqueConstraint(fields=["district", "year", "kind"], name="special_action_once_a_year"),
            models.CheckConstraint(
                name="special_action_ended",
                condition=Q(state="running", ended_on=None) | ~Q(state="running") & Q(ended_on__isnull=False),
            ),
            models.CheckConstraint(name="special_action_target", condition=Q(target=None) | Q(target__gt=0)),
        ]

    def __str__(self) -> str:
        return _said(self, "name")

    def get_absolute_url(self) -> str:
        return reverse("campaigns:special-action", args=[self.pk])

    @property
    def said_purpose(self) -> str:
        return _said(self, "purpose")

    @property
    def said_figure(self) -> str:
        return _said(self, "figure")

    @property
    def said_unit(self) -> str:
        return _said(self, "unit")

    @property
    def adds_up(self) -> bool:
        """Whether the months of a year are added up."""
        return self.measure == FigureMeasure.SUM


class Milestone(models.Model):
    """One step of a special action with the day it is due by (专项行动节点); late is worked out from the day."""

    action = models.ForeignKey(SpecialAction, on_delete=models.PROTECT, related_name="milestones")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(_("milestone"), max_length=60)
    name_en = models.CharField(_("milestone in English"), max_length=100, blank=True)
    first_due_on = models.DateField(_("first due by"))
    due_on = models.DateField(_("due by"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    link = models.URLField(_("link to evidence"), max_length=500, blank=True)
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        indexes = [models.Index(fields=["district", "due_on"], name="milestone_district_due")]
        constraints = [
            models.CheckConstraint(
                name="milestone_report_whole",
                condition=Q(done_on=None, reported_at=None) | Q(done_on__isnull=False, reported_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return _said(self, "name")

    def get_absolute_url(self) -> str:
        return f"{reverse('campaigns:special-action', args=[self.action_id])}#milestone-{self.pk}"


class ActionFigure(models.Model):
    """What the figure of a special action reached in a month (月度数据); a correction is a new value beside the old."""

    action = models.ForeignKey(SpecialAction, on_delete=models.PROTECT, related_name="figures", db_index=False)
    month = models.DateField(_("month"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("reason of the correction"), max_length=500, blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    superseded_at = models.DateTimeField(_("corrected at"), null=True, blank=True)

    objects = ActionFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly value")
        verbose_name_plural = _("monthly values")
        constraints = [
            models.UniqueConstraint(fields=["action", "month", "version"], name="action_figure_version_once"),
            models.UniqueConstraint(
                fields=["action", "month"], condition=Q(superseded_at=None), name="action_figure_one_stands"
            ),
            models.CheckConstraint(name="action_figure_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(name="action_figure_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(name="action_figure_correction_says_why", condition=Q(version=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.value}"
