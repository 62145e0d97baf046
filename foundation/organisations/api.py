"""Endpoints of regions and organisations."""

from typing import Any

from rest_framework import serializers, viewsets

from foundation.rest.pagination import NewestFirst

from .filters import OrganisationFilter, RegionFilter
from .models import Organisation, Region


class RegionOut(serializers.ModelSerializer):
    """A node of the administrative tree; ``parent`` is the code of the region above."""

    parent = serializers.CharField(source="parent_id", allow_null=True, read_only=True)

    class Meta:
        model = Region
        fields = ("code", "name", "level", "kind", "parent", "pinyin", "initials")


class OrganisationOut(serializers.ModelSerializer):
    """An organisation; ``region`` and ``parent`` are codes."""

    region = serializers.CharField(source="region_id", read_only=True)
    parent = serializers.CharField(source="parent.code", allow_null=True, default=None, read_only=True)

    class Meta:
        model = Organisation
        fields = ("id", "code", "name", "kind", "region", "parent", "closed_on")


class ByCode(NewestFirst):
    """Pages by key, from the first code on."""

    ordering = ("code",)


class RegionViewSet(viewsets.ReadOnlyModelViewSet):
    """Regions of the caller's part of the tree, in the order of their codes."""

    queryset = Region.objects.none()
    serializer_class = RegionOut
    filterset_class = RegionFilter
    pagination_class = ByCode

    def get_queryset(self) -> Any:
        return Region.objects.visible_to(self.request.user).defer("boundary").order_by("code")


class OrganisationViewSet(viewsets.ReadOnlyModelViewSet):
    """Organisations that the caller sees, in the order of their codes."""

    queryset = Organisation.objects.none()
    serializer_class = OrganisationOut
    filterset_class = OrganisationFilter

    def get_queryset(self) -> Any:
        return Organisation.objects.visible_to(self.request.user).for_list()
