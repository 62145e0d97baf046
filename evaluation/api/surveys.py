"""Surveys for clients: when, where, how many answered, how satisfied; never a single answer."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers, viewsets

from ..choices import SurveyState
from ..models import Survey
from ..scoring.numbers import published


class SurveyOut(serializers.Serializer):
    """A survey with what its answers add up to."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    questionnaire = serializers.CharField(source="questionnaire.code")
    version = serializers.IntegerField(source="questionnaire.version")
    region = serializers.CharField(source="region_id")
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    state = serializers.ChoiceField(SurveyState.choices)
    answers = serializers.IntegerField(source="answered")
    satisfaction = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    def get_satisfaction(self, survey: Any) -> str | None:
        return None if survey.mean is None else str(published(survey.mean))

    def get_url(self, survey: Survey) -> str:
        return self.context["request"].build_absolute_uri(reverse("evaluation:survey-answer", args=[survey.token]))


class SurveyViewSet(viewsets.ReadOnlyModelViewSet):
    """Surveys inside the caller's grants, the latest first."""

    serializer_class = SurveyOut
    lookup_value_converter = "int"
    filterset_fields = ["state", "region"]
    queryset = Survey.objects.none()

    def get_queryset(self) -> Any:
        return Survey.objects.visible_to(self.request.user).for_list()
