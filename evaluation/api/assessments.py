"""Monthly scores over the API."""

import datetime as dt
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.organisations.codes import trimmed
from foundation.periods import Period, PeriodKind, PeriodNotUnderstood

from ..choices import DocumentState, PartyKind
from ..engine.explain import explain, party_of
from ..models import Result

COMPONENTS = ("field", "rectification", "reporting", "satisfaction")


def two_places(value: Decimal | None) -> str | None:
    """A number of a score as the API writes it."""
    return None if value is None else f"{value:.2f}"


class PartyOut(serializers.Serializer):
    """Who the result is about."""

    kind = serializers.ChoiceField(PartyKind.choices)
    code = serializers.CharField()
    name = serializers.CharField()


class ComponentsOut(serializers.Serializer):
    """The four components, two places; null when undefined."""

    field = serializers.CharField(allow_null=True)
    rectification = serializers.CharField(allow_null=True)
    reporting = serializers.CharField(allow_null=True)
    satisfaction = serializers.CharField(allow_null=True)


class ResultOut(serializers.ModelSerializer):
    """One party's month."""

    party = serializers.SerializerMethodField()
    month = serializers.DateField(source="assessment.month", format="%Y-%m")
    components = serializers.SerializerMethodField()
    bonus = serializers.DecimalField(max_digits=7, decimal_places=2)
    deduction = serializers.DecimalField(max_digits=7, decimal_places=2)
    version = serializers.IntegerField(source="assessment.version")
    status = serializers.ChoiceField(DocumentState.choices, source="assessment.state")

    class Meta:
        model = Result
        fields = (
            "id",
            "party",
            "month",
            "group",
            "final",
            "rank",
            "group_size",
            "previous_final",
            "previous_rank",
            "components",
            "bonus",
            "deduction",
            "checks",
            "sites",
            "version",
            "status",
        )

    @extend_schema_field(PartyOut)
    def get_party(self, row: Result) -> dict[str, str]:
        return party_of(row)

    @extend_schema_field(ComponentsOut)
    def get_components(self, row: Result) -> dict[str, str | None]:
        return {name: two_places(getattr(row, name)) for name in COMPONENTS}


class ResultFilter(django_filters.FilterSet):
    """Month, kind of party, and whose parties; superseded versions only when a version is named."""

    month = django_filters.CharFilter(method="in_month", label=_("Month, as 2026-10"))
    party_kind = django_filters.ChoiceFilter(choices=PartyKind.choices)
    parent = django_filters.CharFilter(method="under_parent", label=_("Code of the region above"))
    region = django_filters.CharFilter(method="of_assessed_region", label=_("Region whose month was scored"))
    version = django_filters.NumberFilter(field_name="assessment__version")

    class Meta:
        model = Result
        fields = ("month", "party_kind", "parent", "region", "version")

    def in_month(self, rows: Any, name: str, value: str) -> Any:
        try:
            month: dt.date = Period.parse(value, PeriodKind.MONTH).start
        except PeriodNotUnderstood as unread:
            raise serializers.ValidationError({"month": [_("Write a month like 2026-10.")]}) from unread
        return rows.filter(assessment__month=month)

    def under_parent(self, rows: Any, name: str, value: str) -> Any:
        code = self._code("parent", value)
        return rows.filter(region__parent=code) | rows.filter(organisation__region__code__startswith=code)

    def of_assessed_region(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(assessment__region=self._code("region", value))

    def _code(self, name: str, value: str) -> str:
        try:
            return trimmed(value)
        except ValueError as unread:
            raise serializers.ValidationError({name: [_("A region code has 2, 4, 6, 9 or 12 digits.")]}) from unread

    def filter_queryset(self, rows: Any) -> Any:
        if not self.form.cleaned_data.get("version"):
            rows = rows.exclude(assessment__state=DocumentState.SUPERSEDED)
        return super().filter_queryset(rows)


class AssessmentViewSet(viewsets.ReadOnlyModelViewSet):
    """Scores and ranks by month; ``explain`` tells what made one."""

    queryset = Result.objects.none()
    serializer_class = ResultOut
    filterset_class = ResultFilter
    lookup_value_converter = "int"

    def get_queryset(self) -> Any:
        rows = Result.objects.visible_to(self.request.user)
        return rows.select_related("assessment__scheme", "region", "organisation").order_by(
            "-assessment__month", "assessment__region", "group", F("rank").asc(nulls_last=True), "pk"
        )

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def explain(self, request: Request, pk: str | None = None) -> Response:
        """The tree party → components → site types → sites → checks → items, for those who may open it."""
        openable = self.get_queryset().openable_by(request.user)
        return Response(explain(get_object_or_404(openable, pk=pk)))
