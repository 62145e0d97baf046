"""The words of action orders and their tasks."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ActionOrderState(models.TextChoices):
    """Where an action order stands (行动令)."""

    DRAFT = "draft", pgettext_lazy("action order", "Draft")
    ISSUED = "issued", pgettext_lazy("action order", "Under way")
    CLOSED = "closed", pgettext_lazy("action order", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("action order", "Dropped")


class ActionTaskState(models.TextChoices):
    """Where a task of an action order stands (行动任务); late is what the calendar says, not a state."""

    ASKED = "asked", pgettext_lazy("action task", "To answer")
    ANSWERED = "answered", pgettext_lazy("action task", "Answered")
    RETURNED = "returned", pgettext_lazy("action task", "Sent back")
    CONFIRMED = "confirmed", pgettext_lazy("action task", "Confirmed")


OPEN_TASKS = (ActionTaskState.ASKED, ActionTaskState.RETURNED)
OUT_ORDERS = (ActionOrderState.ISSUED, ActionOrderState.CLOSED)
