"""What is counted in joint campaigns, and in which campaigns a record is."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from foundation.periods import local_day

from .. import linking
from ..models import CampaignLink, JointCampaign


def campaigns_of(kind: str, record: int) -> list[JointCampaign]:
    """The campaigns that one record is counted in."""
    return campaigns_of_many(kind, [record]).get(record, [])


def campaigns_of_many(kind: str, records: Collection[int]) -> dict[int, list[JointCampaign]]:
    """The campaigns that each of several records is counted in; one statement."""
    rows = CampaignLink.objects.standing().filter(kind=kind, record__in=records).select_related("campaign")
    found: dict[int, list[JointCampaign]] = {}
    for row in rows.order_by("campaign__position", "campaign"):
        found.setdefault(row.record, []).append(row.campaign)
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """One campaign with how many records it counts, in all and by kind."""

    campaign: JointCampaign
    total: int
    kinds: list[tuple[str, Any, int]]


def tallies(user: Any, *, first: dt.date, last: dt.date) -> list[Tally]:
    """Every campaign in sight with what was counted between two days, in two statements."""
    campaigns = JointCampaign.objects.visible_to(user).order_by("position", "pk")
    rows = CampaignLink.objects.visible_to(user).standing().dated_in(first, last)
    counted = rows.order_by().values_list("campaign", "kind").annotate(n=Count("pk"))
    found: dict[int, dict[str, int]] = {}
    for campaign, kind, n in counted:
        found.setdefault(campaign, {})[kind] = n
    names = linking.labels()
    return [_tally(campaign, found.get(campaign.pk, {}), names) for campaign in campaigns]


def _tally(campaign: JointCampaign, counts: dict[str, int], names: Any) -> Tally:
    kinds = [(kind, names.get(kind, kind), n) for kind, n in sorted(counts.items(), key=lambda pair: -pair[1])]
    return Tally(campaign, sum(counts.values()), kinds)


def shared_records(user: Any, *, first: dt.date, last: dt.date) -> int:
    """How many records stand in two campaigns or more, each once (一次登记多处计入)."""
    return CampaignLink.objects.visible_to(user).dated_in(first, last).shared().count()


def year_of(at: dt.datetime) -> tuple[dt.date, dt.date]:
    """First and last day of the year of a moment."""
    year = local_day(at).year
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
