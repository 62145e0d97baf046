"""Subjects and cycles over the API: shapes, refusals with a sentence, nobody's name."""

import pytest
from rest_framework.test import APIClient

from campaigns.models import Subject
from tests.factories import (
    CycleFactory,
    FamilyFactory,
    OrganisationFactory,
    RegionFactory,
    SubjectFactory,
    admin_of,
    leader_of,
    official_of,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/subjects/"


@pytest.fixture(autouse=True)
def _the_middle_of_october(time_machine):
    time_machine.move_to("2026-10-15T02:00:00Z", tick=False)


def api(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_a_subject_has_this_shape():
    home = FamilyFactory()

    [row] = api(leader_of("990102")).get(URL).json()["results"]

    assert row == {
        "id": home.pk,
        "cycle": home.cycle_id,
        "creation_type": "family",
        "level": "household",
        "code": home.code,
        "name": "王*家庭",
        "region": {"code": "990102100201", "name": "区划990102100201"},
        "organisation": None,
        "profile": {"members": 4},
        "gaps": 0,
        "state": "enrolled",
        "enrolled_on": "2026-01-01",
        "withdrawn_on": None,
        "reason": "",
        "consented_on": "2026-01-01",
        "consent_withdrawn_on": None,
    }


def test_the_filters_of_the_page_are_those_of_the_api():
    SubjectFactory(), FamilyFactory()
    client = api(admin_of("990102"))

    assert len(client.get(URL, {"creation_type": "family", "under": "990102100"}).json()["results"]) == 1
    assert client.get(URL, {"creation_type": "nothing"}).status_code == 400
    assert len(api(admin_of("990103")).get(URL).json()["results"]) == 0


def test_a_unit_is_enrolled_changed_moved_and_taken_out():
    CycleFactory()
    OrganisationFactory(code="A", name="甲局"), OrganisationFactory(code="B", name="乙局")
    client = api(admin_of("990102"))

    made = client.post(URL, {"creation_type": "unit", "organisation": "A", "profile": {"staff": 40}}, format="json")
    one = f"{URL}{made.json()['id']}/"
    changed = client.post(f"{one}change/", {"profile": {"windows": 3}}, format="json")
    moved = client.post(f"{one}transfer/", {"organisation": "B", "reason": "机构改革"}, format="json")
    left = client.post(f"{one}withdraw/", {"reason": "合并"}, format="json")

    assert (made.status_code, made.json()["name"], made.json()["gaps"]) == (201, "甲局", 2)
    assert changed.json()["profile"] == {"staff": 40, "windows": "3"}
    assert (moved.json()["code"], moved.json()["organisation"]["name"]) == ("B", "乙局")
    assert (left.json()["state"], left.json()["withdrawn_on"]) == ("withdrawn", "2026-10-15")
    assert client.post(f"{one}withdraw/", {"reason": "合并"}, format="json").status_code == 409


def test_a_family_is_enrolled_with_consent_its_name_asked_for_and_forgotten():
    CycleFactory()
    RegionFactory(code="990102100201")
    client = api(official_of("990102100201"))
    told = {"creation_type": "family", "region": "990102100201", "profile": {"holder": "王建国"}}

    refused = client.post(URL, told, format="json")
    made = client.post(URL, told | {"consent": {"given_on": "2026-10-01", "kind": "written"}}, format="json")
    one = f"{URL}{made.json()['id']}/"
    shown = client.post(f"{one}show-name/")
    gone = client.post(f"{one}withdraw-consent/")

    assert (refused.status_code, "同意" in refused.json()["errors"][0]["detail"]) == (400, True)
    assert (made.status_code, made.json()["name"], "holder" in made.json()["profile"]) == (201, "王*家庭", False)
    assert (shown.json(), shown.headers["Cache-Control"]) == ({"names": {"holder": "王建国"}}, "no-store")
    assert (gone.json()["name"], gone.json()["state"]) == ("990102100201-001", "withdrawn")
    assert client.post(f"{one}withdraw-consent/").status_code == 409


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({}, 400),
        ({"creation_type": "city"}, 400),
        ({"creation_type": "unit", "organisation": "nobody"}, 400),
        ({"creation_type": "village_town", "region": "990103100201"}, 400),
        ({"creation_type": "village_town", "region": "990102100201", "profile": {"households": "many"}}, 400),
        ({"creation_type": "village_town", "region": "990102100201", "profile": {"households": [1]}}, 400),
        ({"creation_type": "village_town", "region": "990102100201", "enrolled_on": "2030-01-01"}, 400),
        ({"creation_type": "village_town", "region": "990102100202"}, 409),
        ({"creation_type": "village_town", "region": "990102100201"}, 201),
    ],
)
def test_what_cannot_be_enrolled_is_refused_with_a_sentence(told, status):
    CycleFactory()
    RegionFactory(code="990102100201"), RegionFactory(code="990103100201")
    SubjectFactory(region=RegionFactory(code="990102100202"), code="990102100202")

    answer = api(admin_of("990102")).post(URL, told, format="json")

    assert answer.status_code == status, answer.content
    assert Subject.objects.count() == (2 if status == 201 else 1)


def test_the_same_call_sent_twice_enrols_once():
    CycleFactory()
    RegionFactory(code="990102100201")
    client = api(admin_of("990102"))
    told = {"creation_type": "village_town", "region": "990102100201"}

    answers = [client.post(URL, told, format="json", headers={"Idempotency-Key": "k1"}) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert Subject.objects.count() == 1


def test_cycles_are_read_by_all_below_and_closed_by_the_office():
    cycle = CycleFactory()
    SubjectFactory(cycle=cycle)

    [row] = api(official_of("990102100201")).get("/api/v1/cycles/").json()["results"]

    assert (row["id"], row["state"], row["enrolled"], row["closed_on"]) == (cycle.pk, "open", 1, None)
    assert api(official_of("990102100201")).post(f"/api/v1/cycles/{cycle.pk}/close/").status_code == 403
    closed = api(admin_of("990102")).post(f"/api/v1/cycles/{cycle.pk}/close/").json()
    assert (closed["state"], closed["closed_on"]) == ("closed", "2026-10-15")
