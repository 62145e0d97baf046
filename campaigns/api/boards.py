"""The red and black boards for clients."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import boards
from ..choices import BoardColour, BoardState
from ..filters import BoardFilter
from ..models import BoardEntry
from ..permissions import can_approve_entry, can_decide_board
from . import calls
from .action_orders import WhyIn


class BoardEntryOut(serializers.Serializer):
    """One entry of a board."""

    id = serializers.IntegerField()
    colour = serializers.ChoiceField(BoardColour.choices)
    state = serializers.ChoiceField(BoardState.choices)
    title = serializers.CharField()
    title_en = serializers.CharField(help_text="Empty where there is no English name.")
    region = serializers.CharField(source="region_id")
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)
    ground = serializers.CharField()
    ground_en = serializers.CharField()
    score = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    proposed_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    removed_at = serializers.DateTimeField(allow_null=True)


class LatestProposed(NewestFirst):
    """The latest proposed first."""

    ordering = ("-proposed_at", "-id")


class BoardEntryIn(serializers.Serializer):
    """A place or an organisation for a board, with the ground; people are not listed."""

    colour = serializers.ChoiceField(BoardColour.choices)
    region = serializers.CharField(max_length=12, help_text="Code of a district, or of a place in one.")
    organisation = serializers.CharField(max_length=40, required=False)
    title = serializers.CharField(max_length=120)
    ground = serializers.CharField(max_length=500)


class BoardEntryViewSet(Idempotent, viewsets.ReadOnlyModelViewSet):
    """Entries inside the caller's grants, the latest proposed first."""

    serializer_class = BoardEntryOut
    filterset_class = BoardFilter
    pagination_class = LatestProposed
    lookup_value_converter = "int"
    queryset = BoardEntry.objects.none()

    def get_queryset(self) -> Any:
        return BoardEntry.objects.visible_to(self.request.user).for_list()

    @extend_schema(request=BoardEntryIn, responses={201: BoardEntryOut})
    def create(self, request: Request) -> Response:
        """Propose an entry; it stands on the board when the office has looked at it."""
        can_decide_board(request.user).enforce()
        told = calls.read(BoardEntryIn, request)
        told["region"] = calls.administered(request.user, told["region"], field="region", levels=calls.WITHIN)
        if "organisation" in told:
            told["organisation"] = calls.organisation(request.user, told["organisation"])
        made = boards.propose(**told, actor=request.user, at=timezone.now())
        return Response(BoardEntryOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=BoardEntryOut)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """Put a proposed entry on its board."""
        boards.approve(self.get_object(), actor=request.user, at=timezone.now())
        return Response(BoardEntryOut(self.get_object()).data)

    @extend_schema(request=WhyIn, responses=BoardEntryOut)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: int) -> Response:
        """Turn a proposed entry down."""
        can_approve_entry(request.user, self.get_object()).enforce()
        return self._with_reason(boards.reject)

    @extend_schema(request=WhyIn, responses=BoardEntryOut)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: int) -> Response:
        """Take an entry off its board."""
        can_decide_board(request.user, self.get_object().district_id).enforce()
        return self._with_reason(boards.remove)

    def _with_reason(self, act: Any) -> Response:
        told = calls.read(WhyIn, self.request)
        act(self.get_object(), **told, actor=self.request.user, at=timezone.now())
        return Response(BoardEntryOut(self.get_object()).data)
