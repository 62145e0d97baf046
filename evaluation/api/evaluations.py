"""Quarterly results over the API."""

import datetime as dt
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

from ..choices import EvaluationState, GradeName, PartyKind
from ..engine.quarter_tree import COMPONENTS, explain
from ..models import EvaluationResult
from .assessments import PartyOut, two_places


class QuarterComponentsOut(serializers.Serializer):
    """The three components, two places; null when undefined."""

    months = serializers.CharField(allow_null=True)
    satisfaction = serializers.CharField(allow_null=True)
    material = serializers.CharField(allow_null=True)


class EvaluationResultOut(serializers.ModelSerializer):
    """One party's quarter."""

    party = serializers.SerializerMethodField()
    quarter = serializers.SerializerMethodField()
    components = serializers.SerializerMethodField()
    bonus = serializers.DecimalField(max_digits=7, decimal_places=2)
    deduction = serializers.DecimalField(max_digits=7, decimal_places=2)
    grade = serializers.SerializerMethodField()
    version = serializers.IntegerField(source="evaluation.version")
    status = serializers.ChoiceField(EvaluationState.choices, source="evaluation.state")
    appeal_until = serializers.DateTimeField(source="evaluation.appeal_until", allow_null=True)

    class Meta:
        model = EvaluationResult
        fields = (
            "id",
            "party",
            "quarter",
            "group",
            "final",
            "rank",
            "group_size",
            "grade",
            "veto",
            "previous_final",
            "previous_rank",
            "components",
            "bonus",
            "deduction",
            "checks",
            "responses",
            "version",
            "status",
            "appeal_until",
        )

    @extend_schema_field(PartyOut)
    def get_party(self, row: EvaluationResult) -> dict[str, str]:
        return {"kind": row.party_kind, "code": row.party.code, "name": row.party.name}

    def get_quarter(self, row: EvaluationResult) -> str:
        return row.evaluation.period.code

    @extend_schema_field(QuarterComponentsOut)
    def get_components(self, row: EvaluationResult) -> dict[str, str | None]:
        return {name: two_places(getattr(row, name)) for name in COMPONENTS}

    @extend_schema_field({"type": ["string", "null"], "enum": [*GradeName.values, None]})
    def get_grade(self, row: EvaluationResult) -> str | None:
        return row.grade or None


class EvaluationFilter(django_filters.FilterSet):
    """Quarter, kind of party, and whose parties; superseded versions only when a version is named."""

    quarter = django_filters.CharFilter(method="in_quarter", label=_("Quarter, as 2026Q4"))
    party_kind = django_filters.ChoiceFilter(choices=PartyKind.choices)
    parent = django_filters.CharFilter(method="under_parent", label=_("Code of the region above"))
    region = django_filters.CharFilter(method="of_evaluated_region", label=_("Region whose quarter was evaluated"))
    grade = django_filters.ChoiceFilter(choices=GradeName.choices)
    version = django_filters.NumberFilter(field_name="evaluation__version")

    class Meta:
        model = EvaluationResult
        fields = ("quarter", "party_kind", "parent", "region", "grade", "version")

    def in_quarter(self, rows: Any, name: str, value: str) -> Any:
        try:
            first: dt.date = Period.parse(value, PeriodKind.QUARTER).start
        except PeriodNotUnderstood as unread:
            raise serializers.ValidationError({"quarter": [_("Write a quarter like 2026Q4.")]}) from unread
        return rows.filter(evaluation__quarter=first)

    def under_parent(self, rows: Any, name: str, value: str) -> Any:
        code = self._code("parent", value)
        return rows.filter(region__parent=code) | rows.filter(organisation__region__code__startswith=code)

    def of_evaluated_region(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(evaluation__district=self._code("region", value))

    def _code(self, name: str, value: str) -> str:
        try:
            return trimmed(value)
        except ValueError as unread:
            raise serializers.ValidationError({name: [_("A region code has 2, 4, 6, 9 or 12 digits.")]}) from unread

    def filter_queryset(self, rows: Any) -> Any:
        if not self.form.cleaned_data.get("version"):
            rows = rows.exclude(evaluation__state=EvaluationState.SUPERSEDED)
        return super().filter_queryset(rows)


class EvaluationViewSet(viewsets.ReadOnlyModelViewSet):
    """Scores, grades and ranks by quarter; ``explain`` tells what made one."""

    queryset = EvaluationResult.objects.none()
    serializer_class = EvaluationResultOut
    filterset_class = EvaluationFilter
    lookup_value_converter = "int"

    def get_queryset(self) -> Any:
        rows = EvaluationResult.objects.visible_to(self.request.user)
        return rows.select_related("evaluation__scheme", "region", "organisation").order_by(
            "-evaluation__quarter", "evaluation__district", "group", F("rank").asc(nulls_last=True), "pk"
        )

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def explain(self, request: Request, pk: str | None = None) -> Response:
        """The tree party → components → months, answers, reviewers, adjustments, for those who may open it."""
        openable = self.get_queryset().openable_by(request.user)
        return Response(explain(get_object_or_404(openable, pk=pk)))
