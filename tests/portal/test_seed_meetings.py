"""Who leads the demonstration district, its meetings and its decisions: they add up, and nothing is late by itself."""

import datetime as dt
import time

import pytest

from campaigns.engine.minutes_proof import verify
from campaigns.models import (
    AgendaItem,
    Attendee,
    Decision,
    DecisionLink,
    DecisionStep,
    Group,
    Meeting,
    Membership,
    MinutesSerial,
)
from foundation.organisations.models import Organisation
from portal.demo.accounts import DISTRICT
from portal.demo.meeting_words import MEETINGS
from portal.demo.seed_leadership import seed_leadership
from portal.demo.seed_meetings import seed_meetings
from portal.shipped import meeting_kinds
from tests.catalogue.reading import CATALOGUE
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def seeded(settings):
    meeting_kinds.install(CATALOGUE, None)
    RegionFactory(code=DISTRICT)
    for number in range(1, 61):
        OrganisationFactory(code=f"QH{number:03}")
    people = {"admin": admin_of(DISTRICT), "leader": leader_of(DISTRICT), "leader_2": leader_of(DISTRICT)}
    begun = time.perf_counter()
    groups = seed_leadership(DISTRICT, today=TODAY, people=people)
    said = seed_meetings(DISTRICT, today=TODAY, people=people, groups=groups)
    return said, time.perf_counter() - begun


def test_it_says_what_it_filled_in_and_takes_no_time(seeded):
    said, seconds = seeded

    assert said == "9 meetings, 8 of them held; 40 decisions"
    assert seconds < 2


def test_a_small_district_has_the_meetings_of_the_organisations_that_are_there(seeded):
    for model in (DecisionStep, DecisionLink, Decision, Attendee, AgendaItem, MinutesSerial, Meeting):
        model.objects.all().delete()
    Organisation.objects.exclude(code__in=["QH001", "QH013"]).update(region=RegionFactory(code="990103"))
    people = {"admin": admin_of(DISTRICT)}

    said = seed_meetings(DISTRICT, today=TODAY, people=people, groups=list(Group.objects.all()))

    assert said == "9 meetings, 8 of them held; 10 decisions"
    assert not Meeting.objects.filter(state="finished", decisions__in=Decision.objects.standing()).exists()


def test_the_leading_group_has_two_heads_today_and_one_before(seeded):
    leading = Group.objects.get(kind="leading")
    heads = leading.memberships.heads()

    assert (Group.objects.in_force().count(), heads.on(TODAY).count(), heads.count()) == (7, 2, 3)
    assert all(name.endswith("*") for name in Membership.objects.values_list("name", flat=True))


def test_meetings_of_every_kind_have_numbers_and_attendance(seeded):
    held = Meeting.objects.exclude(state="called")

    assert set(held.values_list("kind", flat=True)) == {"promotion", "dispatch", "office", "joint"}
    assert [fact.holds for fact in verify(at=None)] == [True, True, True, True]
    assert not Attendee.objects.filter(meeting__serial__isnull=False, presence="").exists()
    for meeting in held.filter(state="finished"):
        assert not meeting.decisions.standing().exists()
    for meeting in held.filter(state="signed"):
        assert meeting.decisions.standing().exists()


def test_decisions_stand_in_every_state_and_some_are_overdue(seeded):
    states = set(Decision.objects.values_list("state", flat=True))

    assert states == {"draft", "open", "in_progress", "done", "returned", "confirmed", "cancelled"}
    assert Decision.objects.overdue(on=TODAY).count() == 3
    assert not DecisionStep.objects.filter(at__date__gt=TODAY).exists()
    assert not Decision.objects.filter(done_on__gt=TODAY).exists()
    assert sum(len(meeting.settled) for meeting in MEETINGS) == Decision.objects.count()
