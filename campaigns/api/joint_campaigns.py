"""Joint campaigns for clients: which there are, and what each counts."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from .. import linking
from ..actions import joint_campaigns
from ..choices import JointCampaignState
from ..filters import CampaignLinkFilter
from ..models import CampaignLink, JointCampaign
from ..permissions import can_order_actions
from . import calls


class JointCampaignOut(serializers.Serializer):
    """A joint campaign: shipped, or a district's own."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    district = serializers.CharField(source="district_id", allow_null=True)
    name = serializers.CharField()
    name_en = serializers.CharField()
    purpose = serializers.CharField()
    state = serializers.ChoiceField(JointCampaignState.choices)


class JointCampaignIn(serializers.Serializer):
    """A campaign of a district's own."""

    district = serializers.CharField(max_length=12)
    name = serializers.CharField(max_length=30)
    name_en = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    purpose = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class CountIn(serializers.Serializer):
    """A record, and all the campaigns that it counts in; none takes it out of every one."""

    kind = serializers.CharField(max_length=40)
    record = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    campaigns = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=50)

    def validate_kind(self, given: str) -> str:
        if linking.linkable(given) is None:
            known = ", ".join(linking.labels())
            raise serializers.ValidationError(_("Possible kinds are: {kinds}.").format(kinds=known))
        return given


class CampaignLinkOut(serializers.Serializer):
    """A record that counts in a campaign."""

    id = serializers.IntegerField()
    campaign = serializers.CharField(source="campaign.code")
    kind = serializers.CharField()
    record = serializers.IntegerField()
    title = serializers.CharField()
    on = serializers.DateField()
    region = serializers.CharField(source="region_id")
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)


class LatestLinked(NewestFirst):
    """The latest day first."""

    ordering = ("-on", "-id")


class JointCampaignViewSet(Idempotent, viewsets.ReadOnlyModelViewSet):
    """Joint campaigns in the caller's districts."""

    serializer_class = JointCampaignOut
    lookup_value_converter = "int"
    queryset = JointCampaign.objects.none()

    def get_queryset(self) -> Any:
        return JointCampaign.objects.visible_to(self.request.user).order_by("position", "pk")

    @extend_schema(request=JointCampaignIn, responses={201: JointCampaignOut})
    def create(self, request: Request) -> Response:
        """Set up a campaign of a district that the caller administers."""
        can_order_actions(request.user).enforce()
        told = calls.read(JointCampaignIn, request)
        told["district"] = calls.administered(request.user, told["district"])
        row = JointCampaign(code=f"own-{get_random_string(8).lower()}", **told)
        made = joint_campaigns.define(row, actor=request.user, at=timezone.now())
        return Response(JointCampaignOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=JointCampaignOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """Nothing more is counted in it."""
        joint_campaigns.close(self.get_object(), actor=request.user, at=timezone.now())
        return Response(JointCampaignOut(self.get_object()).data)

    @extend_schema(request=None, responses=JointCampaignOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        """Count in it again."""
        joint_campaigns.reopen(self.get_object(), actor=request.user, at=timezone.now())
        return Response(JointCampaignOut(self.get_object()).data)


class CampaignLinkViewSet(Idempotent, viewsets.ReadOnlyModelViewSet):
    """Records that count in joint campaigns, inside the caller's grants, the latest first."""

    serializer_class = CampaignLinkOut
    filterset_class = CampaignLinkFilter
    pagination_class = LatestLinked
    lookup_value_converter = "int"
    queryset = CampaignLink.objects.none()

    def get_queryset(self) -> Any:
        return CampaignLink.objects.visible_to(self.request.user).standing().for_list()

    @extend_schema(request=CountIn, responses=CampaignLinkOut(many=True))
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    def count(self, request: Request) -> Response:
        """Count a record in these campaigns and in no others; it is entered only once."""
        told = calls.read(CountIn, request)
        known = linking.linkable(told["kind"])
        record = known.visible_to(request.user).filter(pk=told["record"]).first() if known else None
        if known is None or record is None:
            raise Http404
        rows = list(JointCampaign.objects.visible_to(request.user).filter(pk__in=told["campaigns"]))
        if len(rows) != len(set(told["campaigns"])):
            raise serializers.ValidationError({"campaigns": [_("Name campaigns that you see.")]})
        one = {"kind": told["kind"], "key": record.pk, "facts": known.facts(record)}
        joint_campaigns.count_in(rows, **one, actor=request.user, at=timezone.now())
        there = self.get_queryset().filter(kind=told["kind"], record=record.pk)
        return Response(CampaignLinkOut(there, many=True).data)
