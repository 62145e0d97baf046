"""The words of decisions: what a meeting settled, and how far it is carried out."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DecisionState(models.TextChoices):
    """Where a decision stands. Being overdue (逾期) is not a state: the calendar decides it."""

    DRAFT = "draft", pgettext_lazy("decision", "Not issued")
    OPEN = "open", pgettext_lazy("decision", "To be taken up")
    IN_PROGRESS = "in_progress", pgettext_lazy("decision", "In progress")
    DONE = "done", pgettext_lazy("decision", "Reported as done")
    RETURNED = "returned", pgettext_lazy("decision", "Sent back")
    CONFIRMED = "confirmed", pgettext_lazy("decision", "Carried out")
    CANCELLED = "cancelled", pgettext_lazy("decision", "Cancelled")


class StepKind(models.TextChoices):
    """What happened to a decision on its way."""

    ISSUED = "issued", _("Issued with the minutes")
    STARTED = "started", _("Taken up")
    REPORTED = "reported", pgettext_lazy("decision", "Reported as done")
    RETURNED = "returned", pgettext_lazy("decision", "Sent back")
    CONFIRMED = "confirmed", _("Confirmed by the office")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", pgettext_lazy("decision", "Cancelled")
    REMINDED = "reminded", _("Reminder before the deadline")
    OVERDUE = "overdue", _("Reminder after the deadline")


class LinkPurpose(models.TextChoices):
    """Why a decision points somewhere: what it is about, or what proves that it was carried out."""

    SUBJECT = "subject", _("What it is about")
    EVIDENCE = "evidence", pgettext_lazy("decision", "Evidence")


class Deadline(models.TextChoices):
    """How near a deadline is, as lists are narrowed by it."""

    OVERDUE = "overdue", _("Overdue")
    WEEK = "week", _("Due within a week")


# Somebody of the owner works on these; what is reported as done waits for the office.
UNDER_WAY_DECISIONS = (DecisionState.OPEN, DecisionState.IN_PROGRESS, DecisionState.RETURNED)
STANDING_DECISIONS = (*UNDER_WAY_DECISIONS, DecisionState.DONE)
ISSUED_DECISIONS = (*STANDING_DECISIONS, DecisionState.CONFIRMED, DecisionState.CANCELLED)
