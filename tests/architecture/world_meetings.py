"""What the world of the doors has of groups, meetings and decisions."""

import datetime as dt
from typing import Any

from campaigns.actions import decisions, leadership, minutes, minutes_corrections
from foundation.organisations.models import Organisation
from tests.factories.meetings import (
    DUE,
    MORNING,
    DecisionFactory,
    GroupFactory,
    MembershipFactory,
    called_meeting,
    decided,
    held_meeting,
    signed_meeting,
)


def _corrected(office: Any, owner: Organisation, **title: str) -> Any:
    """A meeting whose minutes were issued and then corrected."""
    made = held_meeting(office, owner, **title)
    minutes.sign(made, actor=office, at=MORNING + dt.timedelta(hours=3))
    told = {"head": {"place": "三楼"}, "texts": {}, "reason": "地点有误", "seen": 1}
    minutes_corrections.correct(made, **told, actor=office, at=MORNING + dt.timedelta(hours=4))
    return made


def meeting_things(*, office: Any, official: Any, owner: Organisation, secret: str) -> dict[str, Any]:
    """A group in force and one being formed; meetings and decisions on every step of their way, of one owner."""
    forming = GroupFactory(name=f"{secret}筹建组")
    MembershipFactory.create_batch(2, group=forming, name=f"{secret}")
    standing = GroupFactory(name=f"{secret}工作组")
    MembershipFactory(group=standing, name=secret)
    leadership.put_in_force(standing, on=MORNING.date(), actor=office, at=MORNING)
    member = MembershipFactory(group=standing, post="member", name=secret, starts_on=MORNING.date())
    title = {"title": f"{secret}调度会"}
    held = held_meeting(office, owner, **title)
    signed = signed_meeting(**title)
    corrected = _corrected(office, owner, **title)
    row = {"meeting": signed, "organisation": owner, "text": f"{secret}事项"}
    done = DecisionFactory(**row)
    decisions.report(done, answer=secret, actor=official, at=MORNING + dt.timedelta(days=2))
    ahead = called_meeting(office, owner, **title, at=MORNING)
    return {
        "group": standing,
        "forming_group": forming,
        "group_member": member,
        "called_meeting": ahead,
        "begun_meeting": called_meeting(office, owner, **title),
        "held_meeting": held,
        "meeting": held,
        "ready_meeting": held_meeting(office, owner, **title),
        "agenda_item": held.items.get(),
        "signed_meeting": signed,
        "corrected_meeting": corrected,
        "draft_decision": decided(held, office, owner, text=f"{secret}草稿", due_on=DUE),
        "decision": DecisionFactory(**row),
        "done_decision": done,
    }
