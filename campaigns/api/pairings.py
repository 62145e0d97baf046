"""Pairings and support records for clients."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import pairings, support_records
from ..choices import PairingState, SupportKind, SupportState
from ..filters import PairingFilter, SupportFilter
from ..models import Pairing, SupportRecord
from ..permissions import can_pair, can_record_support, can_reverse_support
from ..queries.pairings import quarters_of
from . import calls
from .action_orders import WhyIn


class PairingOut(serializers.Serializer):
    """A unit and its village, with what was recorded."""

    id = serializers.IntegerField()
    organisation = serializers.CharField(source="organisation.code")
    region = serializers.CharField(source="region_id")
    aim = serializers.CharField()
    state = serializers.ChoiceField(PairingState.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    records = serializers.IntegerField(source="record_count")
    last_on = serializers.DateField(allow_null=True)
    in_quarter = serializers.IntegerField()
    hours = serializers.DecimalField(max_digits=12, decimal_places=1, allow_null=True)
    funds = serializers.DecimalField(max_digits=16, decimal_places=2, allow_null=True)


class SupportOut(serializers.Serializer):
    """What a unit did for its village on a day."""

    id = serializers.IntegerField()
    pairing = serializers.IntegerField(source="pairing_id")
    organisation = serializers.CharField(source="organisation.code")
    region = serializers.CharField(source="region_id")
    kind = serializers.ChoiceField(SupportKind.choices)
    on = serializers.DateField()
    text = serializers.CharField()
    people = serializers.IntegerField(allow_null=True)
    hours = serializers.DecimalField(max_digits=7, decimal_places=1, allow_null=True)
    funds = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    link = serializers.CharField()
    state = serializers.ChoiceField(SupportState.choices)
    reason = serializers.CharField()
    entered_at = serializers.DateTimeField()


class PairingIn(serializers.Serializer):
    """A unit and a village, from when, and what for."""

    organisation = serializers.CharField(max_length=40)
    region = serializers.CharField(max_length=12)
    starts_on = serializers.DateField()
    aim = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class PairingEndIn(serializers.Serializer):
    """The last day of a pairing, and why it ends."""

    ends_on = serializers.DateField()
    reason = serializers.CharField(max_length=500)


class SupportIn(serializers.Serializer):
    """What a unit did."""

    kind = serializers.ChoiceField(SupportKind.choices)
    on = serializers.DateField()
    text = serializers.CharField(max_length=500)
    people = serializers.IntegerField(min_value=0, max_value=1_000_000, allow_null=True, default=None)
    hours = serializers.DecimalField(max_digits=7, decimal_places=1, min_value=0, allow_null=True, default=None)
    funds = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, allow_null=True, default=None)
    link = serializers.URLField(max_length=500, allow_blank=True, default="")


class LatestSupport(NewestFirst):
    """The latest day first."""

    ordering = ("-on", "-id")


class PairingViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Pairings inside the caller's grants, the newest first."""

    serializer_class = PairingOut
    filterset_class = PairingFilter
    pagination_class = NewestFirst
    lookup_value_converter = "int"
    queryset = Pairing.objects.none()

    def get_queryset(self) -> Any:
        quarter = quarters_of(timezone.localdate()).now
        return Pairing.objects.visible_to(self.request.user).for_list(quarter=quarter).order_by("-pk")

    @extend_schema(request=PairingIn, responses={201: PairingOut})
    def create(self, request: Request) -> Response:
        """Pair a unit with a village, one to one unless the district’s rule says otherwise."""
        can_pair(request.user).enforce()
        told = calls.read(PairingIn, request)
        told["organisation"] = calls.organisation(request.user, told["organisation"])
        told["region"] = calls.place(request.user, told["region"])
        made = pairings.pair(**told, actor=request.user, at=timezone.now())
        return Response(PairingOut(self.get_queryset().get(pk=made.pk)).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=PairingEndIn, responses=PairingOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: int) -> Response:
        """End a pairing; its records stay."""
        row = self.get_object()
        can_pair(request.user, row.district_id).enforce()
        pairings.end(row, **calls.read(PairingEndIn, request), actor=request.user, at=timezone.now())
        return Response(PairingOut(self.get_object()).data)

    @extend_schema(request=SupportIn, responses={201: SupportOut})
    @action(detail=True, methods=["post"])
    def support(self, request: Request, pk: int) -> Response:
        """An official of the unit records what it did."""
        row, body = self.get_object(), SupportIn(data=request.data)
        can_record_support(request.user, row).enforce()
        body.is_valid(raise_exception=True)
        made = support_records.enter(row, **body.validated_data, actor=request.user, at=timezone.now())
        return Response(SupportOut(made).data, status=status.HTTP_201_CREATED)


class SupportRecordViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Support records inside the caller's grants, the latest first."""

    serializer_class = SupportOut
    filterset_class = SupportFilter
    pagination_class = LatestSupport
    lookup_value_converter = "int"
    queryset = SupportRecord.objects.none()

    def get_queryset(self) -> Any:
        return SupportRecord.objects.visible_to(self.request.user).for_list()

    @extend_schema(request=WhyIn, responses=SupportOut)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: int) -> Response:
        """Take a wrong record out of every count."""
        row, body = self.get_object(), WhyIn(data=request.data)
        can_reverse_support(request.user, row).enforce()
        body.is_valid(raise_exception=True)
        support_records.reverse(row, **body.validated_data, actor=request.user, at=timezone.now())
        return Response(SupportOut(row).data)
