"""The words of surveys."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(models.TextChoices):
    """How a question is answered (题型)."""

    FIVE_POINT = "five_point", _("Five points")
    CHOICE = "choice", _("One of several")


class Satisfaction(models.TextChoices):
    """The five-point scale (满意度)."""

    VERY_SATISFIED = "very_satisfied", _("Very satisfied")
    SATISFIED = "satisfied", _("Satisfied")
    FAIR = "fair", _("Fair")
    DISSATISFIED = "dissatisfied", _("Dissatisfied")
    VERY_DISSATISFIED = "very_dissatisfied", _("Very dissatisfied")


class SurveyState(models.TextChoices):
    """Where a survey stands; whether its days have come or are over, the calendar decides."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("survey", "Open")
    CLOSED = "closed", pgettext_lazy("survey", "Closed")
