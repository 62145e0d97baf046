"""The red and black boards for clients."""

from typing import Any

from rest_framework import serializers, viewsets

from foundation.rest.pagination import NewestFirst

from ..choices import BoardColour, BoardState
from ..filters import BoardFilter
from ..models import BoardEntry


class BoardEntryOut(serializers.Serializer):
    """One entry of a board."""

    id = serializers.IntegerField()
    colour = serializers.ChoiceField(BoardColour.choices)
    state = serializers.ChoiceField(BoardState.choices)
    title = serializers.CharField()
    region = serializers.CharField(source="region_id")
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)
    ground = serializers.CharField()
    score = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    proposed_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    removed_at = serializers.DateTimeField(allow_null=True)


class LatestProposed(NewestFirst):
    """The latest proposed first."""

    ordering = ("-proposed_at", "-id")


class BoardEntryViewSet(viewsets.ReadOnlyModelViewSet):
    """Entries inside the caller's grants, the latest proposed first."""

    serializer_class = BoardEntryOut
    filterset_class = BoardFilter
    pagination_class = LatestProposed
    lookup_value_converter = "int"
    queryset = BoardEntry.objects.none()

    def get_queryset(self) -> Any:
        return BoardEntry.objects.visible_to(self.request.user).for_list()
