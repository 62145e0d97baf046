"""Plans for clients: what is checked how often."""

from typing import Any

from rest_framework import serializers, viewsets

from ..choices import Frequency, PlanState
from ..models import Plan


class PlanRuleOut(serializers.Serializer):
    """How often one site type is checked."""

    site_type = serializers.CharField(source="site_type.code")
    times = serializers.IntegerField()
    per = serializers.ChoiceField(Frequency.choices)


class PlanOut(serializers.Serializer):
    """A plan with its frequencies."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    district = serializers.CharField(source="district_id")
    status = serializers.ChoiceField(PlanState.choices, source="state")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    daily_load = serializers.IntegerField()
    works_on_holidays = serializers.BooleanField()
    rules = PlanRuleOut(many=True)


class PlanViewSet(viewsets.ReadOnlyModelViewSet):
    """Plans of the districts that the caller administers or leads."""

    serializer_class = PlanOut
    lookup_value_converter = "int"
    filterset_fields = ["state"]
    queryset = Plan.objects.none()

    def get_queryset(self) -> Any:
        return Plan.objects.visible_to(self.request.user).for_list().prefetch_related("rules__site_type")
