"""Ledgers over the API: shapes, refusals that name each field, repeats, pages."""

import datetime as dt

import pytest

from campaigns.models import LedgerEntry
from tests.factories import OrganisationFactory, RegionFactory, admin_of, official_of
from tests.factories.ledgers import LedgerEntryFactory, ledger

pytestmark = pytest.mark.django_db
GIVEN = {"held_on": "2026-10-20", "theme": "孝老爱亲", "steps": ["sing"], "speaker": "model", "attendance": 35}
ENTRIES = "/api/v1/ledger-entries/"


@pytest.fixture
def village():
    return RegionFactory(code="990102100201")


def post(client, url, body, **headers):
    return client.post(url, body, content_type="application/json", headers=headers)


def test_an_entry_is_made_verified_and_corrected(client, village):
    client.force_login(official_of(village))
    told = {"kind": ledger("moral_lectures").pk, "region": village.code, "values": GIVEN}
    made = post(client, ENTRIES, told, **{"Idempotency-Key": "a"})
    again = post(client, ENTRIES, told, **{"Idempotency-Key": "a"})
    pk = made.json()["id"]
    assert (made.status_code, again.json()["id"], made.json()["state"]) == (201, pk, "entered")
    assert post(client, f"{ENTRIES}{pk}/verify/", {}).status_code == 403

    client.force_login(admin_of("990102"))
    verified = post(client, f"{ENTRIES}{pk}/verify/", {})
    assert (verified.json()["state"], post(client, f"{ENTRIES}{pk}/verify/", {}).status_code) == ("verified", 409)
    corrected = post(client, f"{ENTRIES}{pk}/correct/", {"reason": "漏记", "values": {**GIVEN, "attendance": 45}})

    assert (corrected.status_code, corrected.json()["replaces"]) == (201, pk)
    assert LedgerEntry.objects.count() == 3


def test_answers_that_do_not_fit_are_named_one_by_one(client, village):
    client.force_login(official_of(village))
    told = {
        "kind": ledger("moral_lectures").pk,
        "region": village.code,
        "values": {**GIVEN, "attendance": "x", "theme": ""},
    }

    answer = post(client, ENTRIES, told)

    assert answer.status_code == 400
    assert {error["attr"] for error in answer.json()["errors"]} == {"values.attendance", "values.theme"}
    assert post(client, ENTRIES, {**told, "organisation": OrganisationFactory().code}).status_code == 400


def test_a_list_has_pages_and_filters(client, village):
    client.force_login(admin_of("990102"))
    for day in range(1, 8):
        LedgerEntryFactory(region=village, dated_on=dt.date(2026, 10, day))
    LedgerEntryFactory(region__code="990103100201")

    first = client.get(ENTRIES, {"page_size": 5}).json()
    second = client.get(first["next"]).json()

    assert [len(first["results"]), len(second["results"])] == [5, 2]
    assert len(client.get(ENTRIES, {"figure": "lectures.sessions", "period": "2026-10"}).json()["results"]) == 7
    assert client.get(ENTRIES, {"ledger": "councils"}).json()["results"] == []
    assert client.get(ENTRIES, {"cursor": "cD1ub25zZW5zZQ=="}).status_code == 404
    assert client.get(f"{ENTRIES}{LedgerEntry.objects.get(district='990103').pk}/").status_code == 404


def test_a_ledger_tells_its_fields(client, village):
    client.force_login(official_of(village))
    pk = ledger("ceremonies").pk

    kind = client.get(f"/api/v1/ledger-kinds/{pk}/").json()

    assert (kind["code"], kind["stages"], kind["figures"][0]) == (
        "ceremonies", ["declare", "council", "check"], "ceremonies.declared",
    )  # fmt: skip
    assert [field["code"] for field in kind["fields"] if field["personal"]] == ["household"]
