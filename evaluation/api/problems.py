"""Problems for clients."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers, viewsets

from foundation.rest.pagination import NewestFirst

from ..choices import ProblemState, Severity, Source
from ..filters import ProblemFilter
from ..models import Problem


class PlaceOut(serializers.Serializer):
    """A site or an organisation, by code and name."""

    code = serializers.CharField()
    name = serializers.CharField()


class ProblemOut(serializers.Serializer):
    """A problem as it stands; notices come with their own feature, so there are none yet."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    state = serializers.ChoiceField(ProblemState.choices)
    severity = serializers.ChoiceField(Severity.choices)
    source = serializers.ChoiceField(Source.choices)
    site = PlaceOut()
    item = serializers.CharField()
    organisation = PlaceOut()
    description = serializers.CharField()
    found_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    provisional = serializers.BooleanField()
    rectified_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    returns = serializers.IntegerField()
    overdue = serializers.BooleanField(source="is_overdue")
    notices = serializers.SerializerMethodField()

    def get_notices(self, problem: Problem) -> list[int]:
        return []


class LatestFound(NewestFirst):
    """The latest found first."""

    ordering = ("-found_at", "-id")


class ProblemViewSet(viewsets.ReadOnlyModelViewSet):
    """Problems inside the caller's grants, the latest found first."""

    serializer_class = ProblemOut
    filterset_class = ProblemFilter
    pagination_class = LatestFound
    lookup_value_converter = "int"
    queryset = Problem.objects.none()

    def get_queryset(self) -> Any:
        return Problem.objects.visible_to(self.request.user).for_list().with_overdue(at=timezone.now())
