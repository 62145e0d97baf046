"""The endpoint of the audit trail: reading, within one's reach."""

from typing import Any

from rest_framework import serializers, viewsets

from foundation.rest.pagination import NewestFirst

from .filters import AuditEntryFilter
from .models import AuditEntry


class AuditEntryOut(serializers.ModelSerializer):
    """One entry, as it was written."""

    actor = serializers.CharField(source="actor.username", default=None, allow_null=True)

    class Meta:
        model = AuditEntry
        fields = (
            "id",
            "at",
            "actor",
            "verb",
            "subject_type",
            "subject_id",
            "region_code",
            "before",
            "after",
            "address",
        )


class AuditEntryViewSet(viewsets.ReadOnlyModelViewSet):
    """Who did what to which record, when: about the places one administers, and one's own deeds."""

    queryset = AuditEntry.objects.none()
    serializer_class = AuditEntryOut
    pagination_class = NewestFirst
    filterset_class = AuditEntryFilter
    lookup_value_converter = "int"

    def get_queryset(self) -> Any:
        return AuditEntry.objects.visible_to(self.request.user).for_list()
