"""Cycles: one at a time, opened and closed by the office; the next takes over what goes on."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns.actions import cycles, participations
from campaigns.choices import CycleState, SubjectState
from campaigns.models import Cycle, Participation, Subject
from campaigns.transitions import CYCLE, SUBJECT
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, TransitionNotAllowed
from tests.factories import (
    CycleFactory,
    FamilyFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegionFactory,
    SubjectFactory,
    admin_of,
    leader_of,
    official_of,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2029, 1, 3, 4, 0, tzinfo=dt.UTC)
DAY = dt.date(2029, 1, 3)


def opened(region=None, **given):
    told = {
        "region": region or RegionFactory(),
        "name": "第八届",
        "starts_on": dt.date(2029, 1, 1),
        "ends_on": dt.date(2031, 12, 31),
        "actor": None,
        "at": NOON,
    }
    return cycles.open_(**{**told, **given})


def closed(**given):
    return CycleFactory(state="closed", closed_on=dt.date(2028, 12, 31), **given)


def test_a_cycle_is_opened_and_leaves_a_trace():
    cycle = opened(actor=admin_of("990102"))

    assert (cycle.state, cycle.region_id, str(cycle)) == ("open", "990102", "第八届")
    assert AuditEntry.objects.get().after == {"name": "第八届", "starts_on": "2029-01-01", "ends_on": "2031-12-31"}


def test_a_region_has_one_cycle_at_a_time():
    standing = CycleFactory()

    with pytest.raises(cycles.CyclesOverlap, match="先结束它"):
        opened()
    cycles.close(standing, on=DAY, actor=None, at=NOON)
    with pytest.raises(cycles.CyclesOverlap, match="重叠"):
        opened(starts_on=dt.date(2028, 12, 31))

    assert opened().state == "open"
    assert opened(RegionFactory(code="990103")).state == "open"


def test_a_cycle_does_not_end_before_it_begins():
    with pytest.raises(BadInput):
        opened(ends_on=dt.date(2028, 1, 1))

    assert not Cycle.objects.exists()


@pytest.mark.parametrize("somebody", [leader_of, official_of])
def test_only_the_office_of_the_region_opens_and_closes(somebody):
    cycle = CycleFactory()

    for actor in (somebody("990102"), admin_of("990103")):
        with pytest.raises(NotAllowed):
            cycles.close(cycle, on=DAY, actor=actor, at=NOON)
        with pytest.raises(NotAllowed):
            opened(actor=actor)

    assert Cycle.objects.get().state == "open"


def test_closing_is_final():
    cycle = CycleFactory()

    cycles.close(cycle, on=DAY, actor=admin_of("990102"), at=NOON)

    assert (cycle.state, cycle.closed_on) == ("closed", DAY)
    with pytest.raises(TransitionNotAllowed):
        cycles.close(cycle, on=DAY, actor=admin_of("990102"), at=NOON)


def test_the_next_cycle_takes_over_villages_with_those_who_file_but_no_family_and_nobody_who_left():
    before = closed()
    village = SubjectFactory(cycle=before, code="990102100201", profile={"households": "120"}, gaps=1)
    ParticipationFactory(subject=village)
    ParticipationFactory(
        subject=village, organisation=OrganisationFactory(region=village.region), ended_on=dt.date(2027, 1, 1)
    )
    unit = SubjectFactory(cycle=before, creation_type="unit", level="organisation", organisation=OrganisationFactory())
    SubjectFactory(cycle=before, state="withdrawn", withdrawn_on=dt.date(2027, 1, 1), reason="撤村")
    FamilyFactory(cycle=before)

    cycle = opened(before.region, take_over=["village_town", "family"], actor=admin_of("990102"))

    taken = Subject.objects.get(cycle=cycle)
    assert (taken.code, taken.profile, taken.gaps, taken.enrolled_on) == (
        "990102100201",
        {"households": "120"},
        1,
        dt.date(2029, 1, 1),
    )
    assert list(Participation.objects.filter(subject=taken).values_list("region", "organisation", "joined_on")) == [
        ("990102100201", None, dt.date(2029, 1, 1))
    ]
    assert AuditEntry.objects.filter(verb="subject.enrol").count() == 1
    assert Subject.objects.filter(cycle=before).count() == 4
    assert unit.cycle == before


@pytest.mark.parametrize("old", CycleState.values)
@pytest.mark.parametrize("new", CycleState.values)
def test_a_cycle_moves_only_as_the_table_says(old, new):
    assert CYCLE.allows(old, new) == ((old, new) == ("open", "closed"))


@pytest.mark.parametrize("old", SubjectState.values)
@pytest.mark.parametrize("new", SubjectState.values)
def test_a_subject_moves_only_as_the_table_says(old, new):
    assert SUBJECT.allows(old, new) == ((old, new) == ("enrolled", "withdrawn"))


def test_the_page_says_which_cycle_runs_and_how_long_still(client, time_machine):
    time_machine.move_to("2028-12-01T04:00:00Z", tick=False)
    CycleFactory()
    client.force_login(official_of(RegionFactory(code="990102100201")))

    page = client.get(reverse("campaigns:cycles"))

    assert page.context["title"] == "第七届（2026—2028年）进行中，剩 30 天"
    assert not page.context["may_open"]


def test_the_page_of_a_cycle_counts_what_the_reader_sees(client):
    cycle = CycleFactory()
    SubjectFactory(cycle=cycle, gaps=2)
    SubjectFactory(cycle=cycle, state="withdrawn", withdrawn_on=DAY, reason="撤村")
    FamilyFactory(cycle=cycle)
    client.force_login(admin_of("990102"))

    page = client.get(cycle.get_absolute_url())

    shown = {one.kind: (one.enrolled, one.withdrawn, one.lacking) for one in page.context["figures"]}
    assert shown == {
        "city": (0, 0, 0),
        "village_town": (1, 1, 1),
        "unit": (0, 0, 0),
        "campus": (0, 0, 0),
        "family": (1, 0, 0),
    }
    client.force_login(admin_of("990103"))
    assert client.get(cycle.get_absolute_url()).status_code == 404


def test_a_cycle_is_opened_and_closed_on_its_pages(client):
    client.force_login(admin_of("990102"))
    told = {"region": "990102", "name": "第八届", "starts_on": "2026-01-01", "ends_on": "2025-01-01"}

    refused = client.post(reverse("campaigns:cycle-new"), told)
    taken = client.post(reverse("campaigns:cycle-new"), told | {"ends_on": "2028-12-31"})
    cycle = Cycle.objects.get()
    client.post(reverse("campaigns:cycle-close", args=[cycle.pk]))

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["ends_on"])
    assert taken.url == cycle.get_absolute_url()
    assert Cycle.objects.get().state == "closed"


def test_who_takes_part_is_said_by_the_office_and_nobody_twice():
    city = SubjectFactory(creation_type="city", level="county", region=RegionFactory(), code="990102")
    street, office = RegionFactory(code="990102001"), admin_of("990102")
    body = OrganisationFactory()

    part = participations.join(city, region=street, on=DAY, actor=office, at=NOON)
    participations.join(city, organisation=body, on=DAY, actor=office, at=NOON)

    assert [(one.level, one.joined_on) for one in city.participations.order_by("pk")] == [
        ("township", DAY),
        ("organisation", DAY),
    ]
    with pytest.raises((participations.TakesPartAlready, BadInput)):
        participations.join(city, region=street, on=DAY, actor=office, at=NOON)
    with pytest.raises(NotAllowed):
        participations.join(city, region=street, on=DAY, actor=official_of(street), at=NOON)
    with pytest.raises(BadInput, match="990102"):
        participations.join(city, region=RegionFactory(code="990103001"), on=DAY, actor=office, at=NOON)
    with pytest.raises(BadInput):
        participations.join(city, on=DAY, actor=office, at=NOON)
    participations.leave(part, on=DAY, actor=office, at=NOON)
    participations.join(city, region=street, on=DAY, actor=office, at=NOON)
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")] == [
        "subject.join",
        "subject.join",
        "subject.leave",
        "subject.join",
    ]


def test_nobody_joins_what_has_left_the_campaign():
    gone = SubjectFactory(state="withdrawn", withdrawn_on=DAY, reason="撤村")

    with pytest.raises(participations.NotInTheCampaign):
        participations.join(gone, region=gone.region, on=DAY, actor=None, at=NOON)
