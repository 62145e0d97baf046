"""Joint campaigns: define one, close it, open it again, count records in them."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.trail import record, record_all
from foundation.cleaning import checked
from foundation.errors import BadInput, StaleState
from foundation.transitions import move

from ..choices import JointCampaignState
from ..linking import Facts
from ..models import CampaignLink, JointCampaign
from ..permissions import can_define_campaign, can_link
from ..transitions import JOINT_CAMPAIGN


@transaction.atomic
def define(campaign: JointCampaign, *, actor: Any, at: dt.datetime) -> JointCampaign:
    """Add a campaign of the district's own beside the shipped ones (新增一体推进事项)."""
    can_define_campaign(actor, campaign.district_id).enforce()
    campaign.name, campaign.purpose = campaign.name.strip(), campaign.purpose.strip()
    checked(campaign)
    campaign.save(force_insert=True)
    after = {"code": campaign.code, "name": campaign.name}
    record("joint_campaign.define", campaign, actor=actor, at=at, after=after)
    return campaign


@transaction.atomic
def close(campaign: JointCampaign, *, actor: Any, at: dt.datetime) -> None:
    """Count no further records in a campaign (停止计入); what is counted stays."""
    _move(campaign, JointCampaignState.CLOSED, "joint_campaign.close", actor, at)


@transaction.atomic
def reopen(campaign: JointCampaign, *, actor: Any, at: dt.datetime) -> None:
    """Count records in a campaign again (恢复计入)."""
    _move(campaign, JointCampaignState.OPEN, "joint_campaign.reopen", actor, at)


def _move(campaign: JointCampaign, to: str, verb: str, actor: Any, at: dt.datetime) -> None:
    can_define_campaign(actor, campaign.district_id).enforce()
    before = move(campaign, JOINT_CAMPAIGN, to=to)
    record(verb, campaign, actor=actor, at=at, before={"state": before}, after={"state": campaign.state})


@transaction.atomic
def count_in(
    campaigns: Collection[JointCampaign], *, kind: str, key: int, facts: Facts, actor: Any, at: dt.datetime
) -> int:
    """Let one record count in exactly these campaigns (一次登记、多处计入); how many were added or taken out.

    What a campaign that is closed counts already stays as it is.
    """
    can_link(actor, facts.district, facts.organisation).enforce()
    for campaign in campaigns:
        if campaign.district_id not in (None, facts.district):
            raise BadInput(_("“{campaign}” is another district’s.").format(campaign=campaign))
    wanted = {campaign.pk: campaign for campaign in campaigns}
    there = CampaignLink.objects.standing().about(kind, key).select_for_update(of=("self",))
    standing = {row.campaign_id: row for row in there.select_related("campaign")}
    fresh = [one for pk, one in wanted.items() if pk not in standing and one.state == JointCampaignState.OPEN]
    gone = [row for pk, row in standing.items() if pk not in wanted and row.campaign.state == JointCampaignState.OPEN]
    CampaignLink.objects.filter(pk__in=[row.pk for row in gone]).update(removed_at=at)
    made = _made(fresh, kind, key, facts, actor, at)
    record_all("campaign_link.add", ((row, None, _told(row)) for row in made), actor=actor, at=at)
    record_all("campaign_link.remove", ((row, _told(row), None) for row in gone), actor=actor, at=at)
    return len(made) + len(gone)


@transaction.atomic
def count_nowhere(kind: str, key: int, *, actor: Any, at: dt.datetime) -> int:
    """Take a record that was reversed out of every campaign, closed ones too (冲销后移出); out of how many."""
    rows = list(CampaignLink.objects.standing().about(kind, key).select_for_update())
    CampaignLink.objects.filter(pk__in=[row.pk for row in rows]).update(removed_at=at)
    return record_all("campaign_link.remove", ((row, _told(row), None) for row in rows), actor=actor, at=at)


def _made(
    campaigns: Collection[JointCampaign], kind: str, key: int, facts: Facts, actor: Any, at: dt.datetime
) -> list[CampaignLink]:
    rows = [
        CampaignLink(
            campaign=campaign,
            kind=kind,
            record=key,
            title=facts.title[:200],
            on=facts.on,
            district_id=facts.district,
            region_id=facts.region,
            organisation_id=facts.organisation,
            linked_at=at,
            linked_by=actor,
        )
        for campaign in campaigns
    ]
    try:
        with transaction.atomic():
            return CampaignLink.objects.bulk_create(rows)
    except IntegrityError:
        raise StaleState(_("Somebody else has just changed this record. Reload and try again.")) from None


def _told(row: CampaignLink) -> dict[str, Any]:
    return {"campaign": row.campaign_id, "kind": row.kind, "record": row.record}
