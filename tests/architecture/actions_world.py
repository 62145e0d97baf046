"""Action orders, special actions, joint campaigns and pairings of the first district."""

import datetime as dt
from typing import Any

from campaigns.models import CampaignLink
from tests.factories.actions import (
    ActionOrderFactory,
    ActionTaskFactory,
    JointCampaignFactory,
    MilestoneFactory,
    PairingFactory,
    SpecialActionFactory,
    SpecialActionKindFactory,
    SupportRecordFactory,
)


def action_things(*, district: Any, office: Any, village: Any, photo: Any, at: dt.datetime, secret: str) -> dict:
    """One of each, all of one organisation."""
    told = {"district": district, "theme": secret}
    order, draft = (
        ActionOrderFactory(issued=True, **told),
        ActionOrderFactory(**told, on=dt.date(2026, 12, 3), due_on=dt.date(2026, 12, 10)),
    )
    answered = {"state": "answered", "answer": secret, "answered_at": at, "first_answered_at": at, "photo": photo}
    second = ActionOrderFactory(issued=True, **told)
    closed = ActionOrderFactory(issued=True, **told)
    ActionTaskFactory(order=closed, organisation=office, asked=secret)
    type(closed).objects.filter(pk=closed.pk).update(state="closed", closed_at=at, summary=secret)
    running = SpecialActionFactory(district=district, lead=office, name=secret)
    other = SpecialActionKindFactory(code="open_walls", name="拆墙透绿")
    pairing = PairingFactory(district=district, organisation=office, region=village, aim=secret)
    support = SupportRecordFactory(pairing=pairing, text=secret)
    campaign = JointCampaignFactory(district=district, code="own-1", name=secret)
    link = CampaignLink.objects.create(
        campaign=campaign,
        kind="support_record",
        record=support.pk,
        title=secret,
        on=support.on,
        district=district,
        region=village,
        organisation=office,
        linked_at=at,
    )
    return {
        "action_order": order,
        "action_draft": draft,
        "closed_order": closed,
        "action_task": ActionTaskFactory(order=order, organisation=office, asked=secret),
        "answered_task": ActionTaskFactory(
            order=second, organisation=office, asked=secret, answered_by=photo.uploaded_by, **answered
        ),
        "drafted_task": ActionTaskFactory(order=draft, organisation=office, asked=secret, issued_on=None),
        "special_action": running,
        "stopped_action": SpecialActionFactory(
            district=district, lead=office, kind=other, state="stopped", ended_on=at.date(), summary=secret
        ),
        "milestone": MilestoneFactory(action=running, name=secret),
        "joint_campaign": campaign,
        "campaign_link": link,
        "pairing": pairing,
        "support": support,
        "support_record": support,
    }
