"""Searching the audit trail."""

import datetime as dt

import pytest
from django.db import transaction

from foundation.audit.models import AuditEntry
from foundation.audit.trail import record
from tests.factories import RegionFactory, UserFactory, admin_of, inspector_of

pytestmark = pytest.mark.django_db
URL = "/manage/audit/"
API = "/api/v1/audit-entries/"
NOON = dt.datetime(2026, 11, 20, 4, 0, tzinfo=dt.UTC)


def write(verb: str = "region.change", *, region: str = "990102", actor=None, at: dt.datetime = NOON, **values):
    with transaction.atomic():
        return record(verb, RegionFactory(code=region), actor=actor, at=at, **values)


def found(client, **query) -> list[int]:
    return [row["id"] for row in client.get(API, query).json()["results"]]


def test_an_administrator_sees_his_places_and_his_own_deeds_only(client):
    admin = admin_of("990102")
    here, below, own = write(), write(region="990102001"), write(region="990103", actor=admin)
    write(region="990103")
    client.force_login(admin)

    assert found(client) == [own.pk, below.pk, here.pk]


def test_an_inspector_sees_his_own_deeds_only(client):
    inspector = inspector_of("990102")
    write()
    own = write(actor=inspector)
    client.force_login(inspector)

    assert found(client) == [own.pk]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"person": "wangli"}, "act of wangli"),
        ({"person": "王"}, "act of wangli"),
        ({"verb": "region.close"}, "closing"),
        ({"subject_type": "region", "subject_id": "990102005"}, "about 005"),
        ({"at_after": "2026-11-21", "at_before": "2026-11-21"}, "next day"),
        ({"region": "990104"}, "other place"),
    ],
)
def test_a_search_finds_by_person_act_record_day_and_place(client, query, expected):
    wangli = UserFactory(username="wangli", name="王力")
    rows = {
        "act of wangli": write(actor=wangli),
        "closing": write("region.close"),
        "about 005": write(region="990102005"),
        "next day": write(at=NOON + dt.timedelta(hours=13)),
        "other place": write(region="990104"),
    }
    client.force_login(UserFactory(is_superuser=True))

    assert found(client, **query) == [rows[expected].pk]


@pytest.mark.parametrize("query", [{"at_after": "soon"}, {"person": "x" * 61}])
def test_a_search_that_makes_no_sense_is_told_so(client, query):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(API, query).status_code == 400
    assert client.get(URL, query).status_code == 200


@pytest.mark.parametrize("cursor", ["x", "cD14", "cD0lMDA=", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_made_up_cursor_is_not_found(client, cursor):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(API, {"cursor": cursor}).status_code == 404


def test_before_and_after_are_shown_in_words(client):
    write(before={"name": "旧名", "level": 3}, after={"name": "新名", "kind": None})
    client.force_login(UserFactory(is_superuser=True))

    html = client.get(URL).content.decode()

    assert "旧名 → 新名" in html


def test_the_page_costs_the_same_for_one_entry_and_for_three(client, django_assert_max_num_queries):
    client.force_login(UserFactory(is_superuser=True))
    write(actor=UserFactory())
    with django_assert_max_num_queries(14) as one:
        client.get(URL)
    write(actor=UserFactory()), write(actor=UserFactory())

    with django_assert_max_num_queries(len(one)):
        client.get(URL)


def test_pages_follow_one_another_by_key(client):
    client.force_login(UserFactory(is_superuser=True))
    for _turn in range(51):
        write()

    first = client.get(URL).context["entries"]
    second = client.get(URL + first.next_query).context["entries"]

    assert [len(first.rows), len(second.rows)] == [50, 1]
    assert second.rows[0] == AuditEntry.objects.order_by("pk").first()
