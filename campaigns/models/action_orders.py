"""Action orders, their tasks, their numbers, and on which day of the month a district mobilises."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.organisations.models import Organisation, Region
from foundation.periods import local_day

from ..choices import ActionOrderState, ActionTaskState
from ..querysets import ActionOrderQuerySet, ActionTaskQuerySet

TEXT_LENGTH, ANSWER_LENGTH, SUMMARY_LENGTH = 2000, 500, 1000
DEFAULT_DAY, DRAFTED_BEFORE, ANSWERED_WITHIN = 3, 7, 7


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class ActionOrderPolicy(models.Model):
    """On which day of the month a district mobilises, and how long before its order is drafted (行动日设置)."""

    district = models.OneToOneField(Region, on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(_("drafted by itself"), default=True)
    day = models.PositiveSmallIntegerField(_("day of the month"), default=DEFAULT_DAY)
    drafted_before = models.PositiveSmallIntegerField(_("drafted so many days before"), default=DRAFTED_BEFORE)
    answered_within = models.PositiveSmallIntegerField(_("answers due so many days after"), default=ANSWERED_WITHIN)

    class Meta:
        verbose_name = _("rule for action orders")
        verbose_name_plural = _("rules for action orders")
        constraints = [
            models.CheckConstraint(
                name="action_day_in_every_month",
                condition=Q(day__range=(1, 28)),
                violation_error_message=_("The day lies between 1 and 28, so that every month has it."),
            ),
            models.CheckConstraint(
                name="action_order_terms",
                condition=Q(drafted_before__range=(1, 20), answered_within__range=(1, 28)),
                violation_error_message=_("An order is drafted 1 to 20 days before and answered within 1 to 28 days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district_id} {self.day}"


class ActionOrder(models.Model):
    """One mobilisation day of a district (行动令, 3号行动): numbered when it is issued.

    ``of_month`` is the month that the timetable drafted it for; an order that somebody adds has none.
    """

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    of_month = models.DateField(_("month"), null=True, blank=True)
    on = models.DateField(_("day of action"))
    due_on = models.DateField(_("answers due by"))
    theme = models.CharField(_("theme"), max_length=60, blank=True)
    text = models.CharField(_("text"), max_length=TEXT_LENGTH, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=ActionOrderState.choices, default=ActionOrderState.DRAFT)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    serial = models.PositiveIntegerField(_("serial number"), null=True, blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = _person()
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    issued_by = _person()
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = _person()
    summary = models.CharField(_("summary"), max_length=SUMMARY_LENGTH, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ActionOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("action order")
        verbose_name_plural = _("action orders")
        indexes = [models.Index(fields=["district", "-on", "-id"], name="action_order_district")]
        constraints = [
            models.UniqueConstraint(fields=["district", "year", "serial"], name="action_order_number_once"),
            models.UniqueConstraint(fields=["district", "of_month"], name="action_order_of_month_once"),
            models.CheckConstraint(
                name="action_order_month_first_day", condition=Q(of_month=None) | Q(of_month__day=1)
            ),
            models.CheckConstraint(
                name="action_order_due_after",
                condition=Q(due_on__gte=F("on")),
                violation_error_message=_("Answers cannot be due before the day of action."),
            ),
            models.CheckConstraint(
                name="action_order_numbered",
                condition=Q(state__in=["draft", "cancelled"], year=None, serial=None, issued_at=None)
                | Q(state__in=["issued", "closed"], year__isnull=False, serial__isnull=False, issued_at__isnull=False)
                & ~Q(theme="")
                & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="action_order_closed", condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme or self.on} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("campaigns:action-order", args=[self.pk])

    @property
    def number(self) -> str:
        """〔2026〕11号, as it stands on the document; empty while it is a draft."""
        return f"〔{self.year}〕{self.serial}号" if self.serial else ""

    @property
    def is_draft(self) -> bool:
        return self.state == ActionOrderState.DRAFT

    @property
    def is_out(self) -> bool:
        return self.serial is not None


class ActionTask(models.Model):
    """What an action order asks of one organisation (行动任务), and what it answers.

    ``issued_on`` and ``due_on`` are the order's, so that lists and figures need nothing else.
    """

    order = models.ForeignKey(ActionOrder, on_delete=models.PROTECT, related_name="tasks")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked = models.CharField(_("what is asked"), max_length=ANSWER_LENGTH)
    figure_name = models.CharField(_("figure asked for"), max_length=30, blank=True)
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    due_on = models.DateField(_("due by"))
    state = models.CharField(_("state"), max_length=9, choices=ActionTaskState.choices, default=ActionTaskState.ASKED)
    answer = models.CharField(_("answer"), max_length=ANSWER_LENGTH, blank=True)
    figure = models.DecimalField(_("figure"), max_digits=12, decimal_places=2, null=True, blank=True)
    people = models.PositiveIntegerField(_("people taking part"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    photo = models.ForeignKey(
        Attachment, verbose_name=_("photo"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    first_answered_at = models.DateTimeField(_("first answered at"), null=True, blank=True)
    answered_by = _person()
    judged_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    judged_by = _person()
    reason = models.CharField(_("why it was sent back"), max_length=500, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)

    objects = ActionTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task of an action order")
        verbose_name_plural = _("tasks of action orders")
        indexes = [
            models.Index(fields=["district", "state", "due_on", "id"], name="action_task_district"),
            models.Index(fields=["organisation", "state", "due_on", "id"], name="action_task_organisation"),
            models.Index(fields=["district", "issued_on"], name="action_task_issued"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "organisation"],
                name="action_task_once",
                violation_error_message=_("This organisation has its task in this order already."),
            ),
            models.CheckConstraint(
                name="action_task_answered",
                condition=Q(state="asked") | Q(answered_at__isnull=False, first_answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="action_task_out_to_be_answered", condition=Q(state="asked") | Q(issued_on__isnull=False)
            ),
            models.CheckConstraint(name="action_task_figure_not_negative", condition=Q(figure=None) | Q(figure__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("campaigns:action-task", args=[self.pk])

    @property
    def was_late(self) -> bool:
        """First answered after the day it was due by."""
        return self.first_answered_at is not None and local_day(self.first_answered_at) > self.due_on


class ActionOrderSerial(models.Model):
    """The last number given to action orders of a district and year (行动令编号)."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("numbers of action orders")
        verbose_name_plural = _("numbers of action orders")
        constraints = [models.UniqueConstraint(fields=["district", "year"], name="action_order_serial_once")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.year}: {self.last}"
