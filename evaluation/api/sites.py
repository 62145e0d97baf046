"""Sites and site types over the API."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from foundation.organisations.models import Organisation, Region

from ..filters import SiteFilter
from ..models import Site, SiteType


class SiteTypeOut(serializers.ModelSerializer):
    """A kind of place with its own check form."""

    class Meta:
        model = SiteType
        fields = ("id", "code", "name", "name_en", "group", "retired_on")


class SiteTypeViewSet(viewsets.ReadOnlyModelViewSet):
    """All site types, by code."""

    queryset = SiteType.objects.none()
    serializer_class = SiteTypeOut
    filterset_fields = ("code", "group")
    lookup_field = "code"
    lookup_value_converter = "str"

    def get_queryset(self) -> Any:
        return SiteType.objects.visible_to(self.request.user).order_by("pk")


class RegionOfSite(serializers.ModelSerializer):
    """Where a site stands."""

    class Meta:
        model = Region
        fields = ("code", "name")


class OrganisationOfSite(serializers.ModelSerializer):
    """Who answers for a site."""

    class Meta:
        model = Organisation
        fields = ("code", "name")


class SiteOut(serializers.ModelSerializer):
    """A place that is inspected, with its last score and what is open there."""

    type = serializers.SlugRelatedField(slug_field="code", read_only=True)
    region = RegionOfSite()
    organisation = OrganisationOfSite()
    last_check = serializers.DateField(source="last_on", allow_null=True)
    last_score = serializers.SerializerMethodField()
    open_problems = serializers.IntegerField()

    class Meta:
        model = Site
        fields = (
            "id",
            "code",
            "name",
            "type",
            "region",
            "organisation",
            "longitude",
            "latitude",
            "address",
            "state",
            "last_check",
            "last_score",
            "open_problems",
        )

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_last_score(self, row: Any) -> str | None:
        return None if row.last_score is None else f"{row.last_score.quantize(Decimal('0.01'), 'ROUND_HALF_UP'):f}"


class SiteViewSet(viewsets.ReadOnlyModelViewSet):
    """Sites in sight, by code."""

    queryset = Site.objects.none()
    serializer_class = SiteOut
    filterset_class = SiteFilter
    lookup_value_converter = "int"

    def get_queryset(self) -> Any:
        return Site.objects.visible_to(self.request.user).for_list().with_last_check().with_open_problems()
