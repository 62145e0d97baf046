"""Decisions of meetings as tracked tasks, what they point at, and what happened to them."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.models import Organisation, Region

from ..choices import DecisionState, LinkPurpose, StepKind
from ..querysets import DecisionQuerySet
from .meetings import AgendaItem, Meeting


class Decision(models.Model):
    """What a meeting settled: who does what until when (议定事项); ``due_on`` is the last day that is in time."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="decisions", db_index=False
    )
    item = models.ForeignKey(
        AgendaItem,
        verbose_name=_("agenda item"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("decision", "number"))
    text = models.CharField(pgettext_lazy("meeting", "decision"), max_length=500)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=pgettext_lazy("decision", "owner"),
        on_delete=models.PROTECT,
        related_name="decisions",
        db_index=False,
    )
    supporters = models.ManyToManyField(
        Organisation,
        verbose_name=pgettext_lazy("decision", "supporting organisations"),
        blank=True,
        related_name="supported_decisions",
    )
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(_("first due on"))
    state = models.CharField(_("state"), max_length=11, choices=DecisionState.choices, default=DecisionState.DRAFT)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    done_on = models.DateField(_("carried out on"), null=True, blank=True)
    answer = models.CharField(pgettext_lazy("decision", "answer"), max_length=500, blank=True)
    returns = models.PositiveSmallIntegerField(_("times sent back"), default=0)
    postponed_at = models.DateTimeField(_("postponed at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)
    pressed_on = models.DateField(_("last pressed on"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("meeting", "decision")
        verbose_name_plural = pgettext_lazy("meeting", "decisions")
        indexes = [
            models.Index(fields=["region", "due_on", "id"], name="decision_region"),
            models.Index(fields=["organisation", "due_on", "id"], name="decision_organisation"),
            models.Index(fields=["district", "state", "due_on"], name="decision_district_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="decision_position_once"),
            models.CheckConstraint(name="decision_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="decision_done_on",
                condition=Q(state__in=[DecisionState.DONE, DecisionState.CONFIRMED], done_on__isnull=False)
                | ~Q(state__in=[DecisionState.DONE, DecisionState.CONFIRMED]) & Q(done_on=None),
            ),
            models.CheckConstraint(
                name="decision_closed_at",
                condition=Q(state__in=[DecisionState.CONFIRMED, DecisionState.CANCELLED], closed_at__isnull=False)
                | ~Q(state__in=[DecisionState.CONFIRMED, DecisionState.CANCELLED]) & Q(closed_at=None),
            ),
            models.CheckConstraint(name="decision_only_later", condition=Q(due_on__gte=F("first_due_on"))),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("campaigns:decision", args=[self.pk])

    @property
    def is_done_late(self) -> bool:
        """Carried out after its deadline."""
        return self.done_on is not None and self.done_on > self.due_on

    def is_late(self, on: dt.date) -> bool:
        """Past its deadline and not reported as done."""
        return self.due_on < on and self.done_on is None and self.closed_at is None and self.issued_at is not None


class DecisionLink(models.Model):
    """What a decision is about, or what proves that it was carried out: a record of the portal, or an address."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(_("what it is for"), max_length=8, choices=LinkPurpose.choices)
    title = models.CharField(_("title"), max_length=120)
    url = models.CharField(pgettext_lazy("link", "address"), max_length=500)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(fields=["decision", "purpose", "url"], name="decision_link_once"),
            models.CheckConstraint(
                name="decision_link_leads_somewhere",
                condition=Q(url__startswith="/") | Q(url__startswith="https://") | Q(url__startswith="http://"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ours(self) -> bool:
        """Whether it leads to a record of the portal."""
        return self.url.startswith("/")


class DecisionStep(models.Model):
    """One thing that happened to a decision: what, by whom, when, in which words (办理过程)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("what happened"), max_length=9, choices=StepKind.choices)
    text = models.CharField(pgettext_lazy("step", "words"), max_length=500, blank=True)
    due_on = models.DateField(_("deadline at that time"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step of a decision")
        verbose_name_plural = _("steps of decisions")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.decision_id}"
