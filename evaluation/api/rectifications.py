"""Rectifications for clients: what was done about problems, and whether it was found in order."""

from typing import Any

import django_filters
from rest_framework import viewsets

from foundation.rest.pagination import NewestFirst

from ..models import Rectification
from .problem_shapes import RectificationOut


class RectificationFilter(django_filters.FilterSet):
    """Rectifications of one problem, of one organisation, filed late."""

    problem = django_filters.NumberFilter(field_name="problem", min_value=1, max_value=2**63 - 1)
    organisation = django_filters.CharFilter(field_name="organisation__code")
    late = django_filters.BooleanFilter()

    class Meta:
        model = Rectification
        fields: list[str] = []


class LatestFiled(NewestFirst):
    """The latest filed first."""

    ordering = ("-filed_at", "-id")


class RectificationViewSet(viewsets.ReadOnlyModelViewSet):
    """Rectifications of the problems in sight, the latest filed first."""

    serializer_class = RectificationOut
    filterset_class = RectificationFilter
    pagination_class = LatestFiled
    lookup_value_converter = "int"
    queryset = Rectification.objects.none()

    def get_queryset(self) -> Any:
        return Rectification.objects.visible_to(self.request.user).for_list()
