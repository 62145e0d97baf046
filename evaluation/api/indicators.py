"""Indicator systems over the API: their versions, and one version's tree."""

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from ..choices import Rule
from ..models import Indicator, IndicatorSystem


class SystemOut(serializers.ModelSerializer):
    """One version of an indicator system."""

    region = serializers.CharField(source="region_id", allow_null=True)
    leaves = serializers.IntegerField()
    points = serializers.DecimalField(max_digits=12, decimal_places=3, allow_null=True)

    class Meta:
        model = IndicatorSystem
        fields = (
            "id",
            "code",
            "version",
            "name",
            "name_en",
            "region",
            "state",
            "published_at",
            "retired_at",
            "leaves",
            "points",
        )


class IndicatorOut(serializers.ModelSerializer):
    """One node of the tree: its parent's code, and what a leaf is judged by."""

    parent = serializers.SerializerMethodField()
    direction = serializers.SerializerMethodField()
    site_types = serializers.SlugRelatedField(slug_field="code", many=True, read_only=True)

    class Meta:
        model = Indicator
        fields = (
            "code",
            "parent",
            "name",
            "name_en",
            "points",
            "method",
            "rule",
            "deduct_each",
            "target",
            "direction",
            "options",
            "site_types",
            "severity",
            "pass_rate",
            "guidance",
            "guidance_en",
        )

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_parent(self, row: Indicator) -> str | None:
        return row.parent.code if row.parent else None

    @extend_schema_field(serializers.CharField())
    def get_direction(self, row: Indicator) -> str:
        return row.direction if row.rule == Rule.MEASURED else ""


class SystemTreeOut(SystemOut):
    """One version with all its indicators, in their order."""

    indicators = IndicatorOut(many=True)

    class Meta(SystemOut.Meta):
        fields = (*SystemOut.Meta.fields, "indicators")


class IndicatorSystemViewSet(viewsets.ReadOnlyModelViewSet):
    """Versions in sight; the detail holds the tree."""

    queryset = IndicatorSystem.objects.none()
    filterset_fields = ("code", "version", "state")
    lookup_value_converter = "int"

    def get_queryset(self) -> Any:
        rows = IndicatorSystem.objects.visible_to(self.request.user).for_list()
        if self.action != "retrieve":
            return rows
        tree = Indicator.objects.select_related("parent").prefetch_related("site_types").order_by("position", "pk")
        return rows.prefetch_related(Prefetch("indicators", queryset=tree))

    def get_serializer_class(self) -> type[SystemOut]:
        return SystemTreeOut if self.action == "retrieve" else SystemOut
