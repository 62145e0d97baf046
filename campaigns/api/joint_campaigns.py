"""Joint campaigns for clients: which there are, and what each counts."""

from typing import Any

from rest_framework import serializers, viewsets

from foundation.rest.pagination import NewestFirst

from ..choices import JointCampaignState
from ..filters import CampaignLinkFilter
from ..models import CampaignLink, JointCampaign


class JointCampaignOut(serializers.Serializer):
    """A joint campaign: shipped, or a district's own."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    district = serializers.CharField(source="district_id", allow_null=True)
    name = serializers.CharField()
    name_en = serializers.CharField()
    purpose = serializers.CharField()
    state = serializers.ChoiceField(JointCampaignState.choices)


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


class JointCampaignViewSet(viewsets.ReadOnlyModelViewSet):
    """Joint campaigns in the caller's districts."""

    serializer_class = JointCampaignOut
    lookup_value_converter = "int"
    queryset = JointCampaign.objects.none()

    def get_queryset(self) -> Any:
        return JointCampaign.objects.visible_to(self.request.user).order_by("position", "pk")


class CampaignLinkViewSet(viewsets.ReadOnlyModelViewSet):
    """Records that count in joint campaigns, inside the caller's grants, the latest first."""

    serializer_class = CampaignLinkOut
    filterset_class = CampaignLinkFilter
    pagination_class = LatestLinked
    lookup_value_converter = "int"
    queryset = CampaignLink.objects.none()

    def get_queryset(self) -> Any:
        return CampaignLink.objects.visible_to(self.request.user).standing().for_list()
