"""Weekly bulletins for clients."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers, viewsets

from foundation.rest.pagination import NewestFirst

from ..choices import DocumentState
from ..models import Bulletin


class BulletinOut(serializers.Serializer):
    """A bulletin with its figures."""

    id = serializers.IntegerField()
    district = serializers.CharField(source="district_id")
    week = serializers.CharField(source="period.code")
    state = serializers.ChoiceField(DocumentState.choices)
    version = serializers.IntegerField()
    number = serializers.CharField()
    figures = serializers.JSONField()
    published_at = serializers.DateTimeField(allow_null=True)
    document_url = serializers.SerializerMethodField()

    def get_document_url(self, bulletin: Bulletin) -> str:
        address = reverse("evaluation:bulletin-document", args=[bulletin.pk])
        return self.context["request"].build_absolute_uri(address)


class LatestWeek(NewestFirst):
    """The latest week first."""

    ordering = ("-week", "-id")


class BulletinViewSet(viewsets.ReadOnlyModelViewSet):
    """Bulletins inside the caller's grants, the latest week first."""

    serializer_class = BulletinOut
    pagination_class = LatestWeek
    filterset_fields = ["state", "district"]
    lookup_value_converter = "int"
    queryset = Bulletin.objects.none()

    def get_queryset(self) -> Any:
        return Bulletin.objects.visible_to(self.request.user).for_list()
