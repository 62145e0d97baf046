"""The figure of joint campaigns: records entered once and counted in two or more."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Count
from django.urls import reverse

from foundation.metrics.registry import Party, Values
from foundation.periods import Period

from ..models import CampaignLink
from .parties import span

RECORDS = "joint_campaigns.records"


class JointCampaigns:
    """What serves several campaigns at once."""

    def names(self) -> Collection[str]:
        return {RECORDS}

    def compute(self, names: Collection[str], parties: Collection[Party], period: Period, *, at: dt.datetime) -> Values:
        rows = CampaignLink.objects.standing().filter(on__range=span(period), linked_at__lte=at).order_by()
        rows = rows.values("kind", "record", "region", "organisation").annotate(n=Count("campaign", distinct=True))
        shared = list(rows.filter(n__gte=2).values_list("region", "organisation"))
        return {(RECORDS, party): Decimal(sum(_is_of(party, *place) for place in shared)) for party in parties}

    def records_url(self, name: str, party: Party, period: Period) -> str:
        return reverse("campaigns:joint-campaigns")


def _is_of(party: Party, region: str, organisation: int | None) -> bool:
    return organisation == party.organisation if party.organisation is not None else region.startswith(party.region)
