"""Bonuses and deductions over the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from ..models import Adjustment
from .assessments import PartyOut


class AdjustmentOut(serializers.ModelSerializer):
    """One decision about points."""

    party = serializers.SerializerMethodField()

    class Meta:
        model = Adjustment
        fields = (
            "id",
            "party",
            "month",
            "quarter",
            "kind",
            "points",
            "on",
            "project",
            "reason",
            "ground",
            "document",
            "recorded_at",
            "withdrawn_at",
            "withdrawal",
        )

    @extend_schema_field(PartyOut)
    def get_party(self, row: Adjustment) -> dict[str, str]:
        return {"kind": row.party_kind, "code": row.party.code, "name": row.party.name}


class AdjustmentViewSet(viewsets.ReadOnlyModelViewSet):
    """Points given and taken inside the caller's grants, the latest first."""

    serializer_class = AdjustmentOut
    lookup_value_converter = "int"
    filterset_fields = ["kind", "month", "quarter", "region", "organisation"]
    queryset = Adjustment.objects.none()

    def get_queryset(self) -> Any:
        return Adjustment.objects.visible_to(self.request.user).for_list()
