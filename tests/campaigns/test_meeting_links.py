"""A meeting or a decision is recorded once and may count in several joint campaigns."""

import pytest

from campaigns.linking import linkable
from tests.factories import OrganisationFactory, admin_of, official_of
from tests.factories.meetings import MORNING, DecisionFactory, MeetingFactory, signed_meeting

pytestmark = pytest.mark.django_db


def test_meetings_count_when_they_were_held():
    meeting = signed_meeting(title="联席会议")
    MeetingFactory(state="called", called_at=MORNING)
    kind = linkable("meeting")

    assert list(kind.visible_to(admin_of("990102"))) == [meeting]
    facts = kind.facts(meeting)
    assert (facts.title, facts.url, facts.on, facts.district, facts.organisation) == (
        "联席会议",
        meeting.get_absolute_url(),
        MORNING.date(),
        "990102",
        None,
    )


def test_decisions_count_for_their_owner_unless_they_were_called_off():
    owner = OrganisationFactory()
    row = DecisionFactory(organisation=owner, text="整治")
    DecisionFactory(meeting=row.meeting, organisation=owner, state="cancelled", closed_at=MORNING, reason="x")
    kind = linkable("decision")

    assert list(kind.visible_to(official_of(owner))) == [row]
    assert (kind.facts(row).title, kind.facts(row).organisation) == ("整治", owner.pk)
