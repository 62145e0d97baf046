"""Questionnaires and surveys."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from evaluation.models import Question, Questionnaire, Survey

from .foundation import RegionFactory


class QuestionnaireFactory(DjangoModelFactory):
    """One question that counts, in force."""

    class Meta:
        model = Questionnaire
        skip_postgeneration_save = True

    code = factory.Sequence(lambda number: f"asked-{number}")
    name = "满意度问卷"
    name_en = "Satisfaction"
    state = "published"

    @factory.post_generation
    def questions(self, create, extracted, **kwargs):
        for n, told in enumerate(extracted or [{"text": "您满意吗？", "counts": True}], 1):
            Question.objects.create(questionnaire=self, position=n, **told)


class SurveyFactory(DjangoModelFactory):
    """A survey of the district 990102 in October 2026, open."""

    class Meta:
        model = Survey

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    region = factory.SubFactory(RegionFactory, code="990102")
    district = factory.LazyAttribute(lambda made: RegionFactory(code=made.region.code[:6]))
    title = "十月满意度调查"
    starts_on = dt.date(2026, 10, 1)
    ends_on = dt.date(2026, 10, 31)
    state = "open"
