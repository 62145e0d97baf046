"""Leading and working groups over the API: their shape, the whole way, and what is refused how."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from campaigns.models import Group
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.meetings import MORNING, GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/groups/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(MORNING + dt.timedelta(days=1), tick=False):
        yield


@pytest.fixture
def office():
    RegionFactory(code="990102")
    return admin_of("990102")


def as_(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def post(user, path="", /, **body):
    return as_(user).post(f"{API}{path}", body, format="json")


def test_a_group_goes_its_whole_way(office):
    OrganisationFactory(code="QH001")
    official_of("990102001", username="li", name="李某")
    made = post(office, district="990102", kind="leading", name="领导小组", organisation="QH001")
    pk = made.json()["id"]
    early = post(office, f"{pk}/put-in-force/", on="2026-10-13")
    post(office, f"{pk}/seat/", post="head", name="王建国", office="区委书记", starts_on="2026-10-01")
    seated = post(office, f"{pk}/seat/", post="head", user="li", starts_on="2026-10-01", position=2)
    third = post(office, f"{pk}/seat/", post="head", name="赵某", starts_on="2026-10-01")
    forced = post(office, f"{pk}/put-in-force/", on="2026-10-13")
    first, second = forced.json()["members"]
    passed = post(office, f"{pk}/succeed/", member=first["id"], name="钱某", starts_on="2026-11-01")
    leaving = post(office, f"{pk}/leave/", member=second["id"], on="2026-10-20")
    changed = post(office, f"{pk}/change/", duties="统筹", organisation=None)
    gone = post(office, f"{pk}/dissolve/", on="2026-12-31", reason="换届")

    assert (made.status_code, made.json()["state"], made.json()["organisation"]) == (201, "draft", "QH001")
    assert [early.status_code, seated.status_code, third.status_code, leaving.status_code] == [409, 200, 409, 409]
    assert (forced.json()["state"], forced.json()["formed_on"]) == ("in_force", "2026-10-13")
    assert [(row["name"], row["post"], row["sits"]) for row in (first, second)] == [
        ("王*", "head", True),
        ("李*", "head", True),
    ]
    assert sorted((row["name"], row["ends_on"], row["sits"]) for row in passed.json()["members"]) == [
        ("李*", None, True),
        ("王*", "2026-10-31", True),
        ("钱*", None, False),
    ]
    assert (changed.json()["duties"], changed.json()["organisation"], changed.json()["name"]) == (
        "统筹",
        None,
        "领导小组",
    )
    assert (gone.json()["state"], gone.json()["reason"]) == ("dissolved", "换届")


def test_officials_see_who_leads_and_not_what_is_being_formed(office):
    standing = GroupFactory(state="in_force", formed_on=dt.date(2026, 1, 1))
    forming = GroupFactory()

    def seen(user):
        return [row["id"] for row in as_(user).get(API).json()["results"]]

    assert seen(official_of("990102001")) == [standing.pk]
    assert seen(leader_of("990102")) == [forming.pk, standing.pk]
    assert seen(admin_of("990103")) == []


def test_refusals_say_what_kind_they_are(office):
    group = GroupFactory(state="in_force", formed_on=dt.date(2026, 1, 1))
    other = MembershipFactory(group=GroupFactory())
    told = {"district": "990102", "kind": "working", "name": "组"}
    answers = {
        "a leader forms nothing": post(leader_of("990102"), **told),
        "an official changes nothing": post(official_of("990102001"), f"{group.pk}/change/", name="x"),
        "another district": post(admin_of("990103"), f"{group.pk}/change/", name="x"),
        "a district of others": post(office, **told | {"district": "990103"}),
        "nobody's code": post(office, **told | {"organisation": "NO"}),
        "nobody's user name": post(office, f"{group.pk}/seat/", post="member", user="no", starts_on="2026-10-01"),
        "nobody at all": post(office, f"{group.pk}/seat/", post="member", starts_on="2026-10-01"),
        "a seat of another group": post(office, f"{group.pk}/leave/", member=other.pk, on="2026-10-13"),
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "a leader forms nothing": 403,
        "an official changes nothing": 403,
        "another district": 404,
        "a district of others": 400,
        "nobody's code": 400,
        "nobody's user name": 400,
        "nobody at all": 400,
        "a seat of another group": 404,
    }
    assert Group.objects.count() == 2


def test_a_list_asks_the_same_whatever_its_length(office):
    client = as_(office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(API)
        return len(asked)

    first = GroupFactory(organisation=OrganisationFactory())
    MembershipFactory(group=first, organisation=OrganisationFactory(), user=admin_of("990102"))
    queries()
    one = queries()
    for _number in range(3):
        group = GroupFactory(organisation=OrganisationFactory())
        MembershipFactory(group=group, organisation=OrganisationFactory(), user=admin_of("990102"))

    assert queries() == one
