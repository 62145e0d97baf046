"""Surveys: questionnaires, where and when they are asked, and answers that name nobody."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import QuestionKind, SurveyState, VersionState
from ..querysets import QuestionnaireQuerySet, SurveyAnswerQuerySet, SurveyQuerySet
from .sites import Site


def new_token() -> str:
    """The unguessable end of a survey's address."""
    return secrets.token_urlsafe(9)


class Questionnaire(models.Model):
    """A versioned list of questions (问卷模板); a published version never changes."""

    region = models.ForeignKey(Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT)
    code = models.SlugField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code", "version"], nulls_distinct=False, name="questionnaire_version_once"
            )
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("evaluation:questionnaire", args=[self.pk])


class Question(models.Model):
    """One question; those that count make the satisfaction of the month (问卷题目)."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind.choices, default=QuestionKind.FIVE_POINT)
    text = models.CharField(_("question"), max_length=120)
    text_en = models.CharField(_("question in English"), max_length=200, blank=True)
    options = models.JSONField(_("options"), default=list, blank=True)
    counts = models.BooleanField(_("counts as satisfaction"), default=False)
    required = models.BooleanField(_("must be answered"), default=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "position"],
                name="question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="question_counts_on_five_points",
                condition=Q(counts=False) | Q(kind="five_point", required=True),
                violation_error_message=_("Only a five-point question that must be answered counts as satisfaction."),
            ),
        ]

    def __str__(self) -> str:
        return self.text_en if self.text_en and get_language() == "en" else self.text


class Survey(models.Model):
    """A questionnaire asked of a region, an organisation's visitors or a site's, for some days (满意度调查)."""

    questionnaire = models.ForeignKey(
        Questionnaire, verbose_name=_("questionnaire"), on_delete=models.PROTECT, related_name="surveys"
    )
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="surveys")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    site = models.ForeignKey(
        Site, verbose_name=_("site"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title"), max_length=80)
    asks_place = models.BooleanField(_("asks for the street or town"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=SurveyState.choices, default=SurveyState.DRAFT)
    token = models.CharField(max_length=20, unique=True, default=new_token, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        indexes = [models.Index(fields=["district", "-starts_on", "-id"], name="survey_district")]
        constraints = [
            models.CheckConstraint(
                name="survey_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A survey cannot end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluation:survey", args=[self.pk])


class SurveyAnswer(models.Model):
    """One filled questionnaire (问卷答卷): no name, no address, only a mark that one device answers once a day."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers", db_index=False)
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(_("day"))
    month = models.DateField(_("month"))
    score = models.DecimalField(_("satisfaction"), max_digits=18, decimal_places=15, null=True)
    answers = models.JSONField(_("answers"), default=dict)
    device_day = models.CharField(max_length=64)
    answered_at = models.DateTimeField(_("answered at"))

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey answer")
        verbose_name_plural = _("survey answers")
        indexes = [
            models.Index(fields=["district", "month"], name="survey_answer_month"),
            models.Index(fields=["organisation", "month"], name="survey_answer_organisation"),
            models.Index(fields=["survey", "on"], name="survey_answer_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["survey", "device_day"], name="survey_device_once_a_day"),
            models.CheckConstraint(name="survey_month_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(name="survey_score_range", condition=Q(score=None) | Q(score__range=(0, 100))),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.on}"
