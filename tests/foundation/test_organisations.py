"""Organisations on pages: listed, set up, changed, closed."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed
from foundation.organisations.actions import organisations
from foundation.organisations.models import Organisation, OrganisationKind
from tests.factories import OrganisationFactory, RegionFactory, admin_of, official_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 23)
LIST = "organisations:organisations"


@pytest.fixture
def admin(client):
    admin = admin_of("990102")
    client.force_login(admin)
    client.cookies["django_language"] = "en"
    return admin


def listed(client, **query):
    return [found.code for found in client.get(reverse(LIST), query).context["organisations"]]


def test_an_organisation_is_registered_with_its_pinyin_and_an_entry(admin):
    made = organisations.register(code="DW1", name="教育局", region=RegionFactory(), actor=admin, at=NOON)

    assert (made.pinyin, made.initials) == ("jiaoyuju", "jyj")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.region_code, entry.after["code"]) == ("organisation.register", "990102", "DW1")


def test_a_code_is_taken_once(admin):
    OrganisationFactory(code="DW1")

    with pytest.raises(BadInput):
        organisations.register(code="DW1", name="教育局", region=RegionFactory(), actor=admin, at=NOON)


def test_setting_up_is_refused_outside_of_ones_own_regions(admin):
    elsewhere = OrganisationFactory(region=RegionFactory(code="990103"))

    with pytest.raises(NotAllowed):
        organisations.register(code="DW1", name="教育局", region=elsewhere.region, actor=admin, at=NOON)
    with pytest.raises(NotAllowed):
        organisations.change(elsewhere, name="x", region=RegionFactory(), actor=admin, at=NOON)
    with pytest.raises(NotAllowed):
        organisations.close(elsewhere, on=DAY, actor=admin, at=NOON)
    with pytest.raises(NotAllowed):
        organisations.reopen(elsewhere, actor=admin, at=NOON)
    assert not AuditEntry.objects.exists()


def test_an_organisation_does_not_move_into_a_region_of_others(admin):
    with pytest.raises(NotAllowed):
        organisations.change(OrganisationFactory(), name="x", region=RegionFactory(code="990103"), actor=admin, at=NOON)


def test_nobody_stands_under_what_stands_under_him(admin):
    top = OrganisationFactory()
    below = OrganisationFactory(parent=OrganisationFactory(parent=top))

    with pytest.raises(organisations.UnderItself):
        organisations.change(top, name="x", region=top.region, parent=below, actor=admin, at=NOON)


def test_the_list_is_filtered_by_name_pinyin_kind_region_and_state(client, admin):
    OrganisationKind.objects.create(code="education", name="教育局", group="government", peer_group="government")
    made = organisations.register(
        code="A1", name="教育局", region=RegionFactory(code="990102001"), kind="education", actor=admin, at=NOON
    )
    organisations.register(code="B1", name="商务局", region=RegionFactory(code="990102"), actor=admin, at=NOON)
    OrganisationFactory(code="C1", region=RegionFactory(code="990103"))

    assert listed(client) == ["A1", "B1"]
    assert [listed(client, q=text) for text in ("教育", "jyj", "jiaoyu", "a1", "zz")] == [["A1"]] * 4 + [[]]
    assert listed(client, kind="education") == ["A1"]
    assert listed(client, region="990102001") == ["A1"]
    organisations.close(made, on=DAY, actor=admin, at=NOON)
    assert (listed(client, closed="true"), listed(client, closed="false")) == (["A1"], ["B1"])


def test_the_list_asks_as_often_for_three_as_for_one(client, admin):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            OrganisationFactory()
        client.get(reverse(LIST))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(LIST))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_an_organisation_is_set_up_changed_closed_and_opened_on_its_pages(client, admin):
    RegionFactory(code="990102001", name="锦绣街道")
    client.post(reverse("organisations:organisation-new"), {"code": "DW1", "name": "教育局", "region": "990102"})
    made = Organisation.objects.get()

    client.post(reverse("organisations:organisation-edit", args=[made.pk]), {"name": "区教育局", "region": "锦绣街道"})
    client.post(reverse("organisations:organisation-close", args=[made.pk]))
    closed_on = Organisation.objects.get().closed_on
    client.post(reverse("organisations:organisation-reopen", args=[made.pk]))

    made.refresh_from_db()
    assert (made.name, made.region_id, made.initials, closed_on is None, made.closed_on) == (
        "区教育局", "990102001", "qjyj", False, None,
    )  # fmt: skip


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(client, admin):
    OrganisationFactory(code="DW1")

    answer = client.post(
        reverse("organisations:organisation-new"), {"code": "DW1", "name": "教育局", "region": "990103"}
    )

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "The code “DW1” is taken." in shown
    assert "No region of yours has the code or the name “990103”." in shown
    assert 'value="教育局"' in shown


def test_an_organisation_of_another_district_is_not_found(client, admin):
    pk = OrganisationFactory(region=RegionFactory(code="990103")).pk
    pages = ["organisation", "organisation-edit"]
    doors = ["organisation-close", "organisation-reopen"]

    assert [client.get(reverse(f"organisations:{page}", args=[pk])).status_code for page in pages] == [404, 404]
    assert [client.post(reverse(f"organisations:{door}", args=[pk])).status_code for door in doors] == [404, 404]


def test_an_official_sees_his_organisation_and_changes_nothing(client):
    own = OrganisationFactory()
    client.force_login(official_of(own))

    assert client.get(own.get_absolute_url()).context["may_set_up"] is False
    assert client.get(reverse("organisations:organisation-edit", args=[own.pk])).status_code == 403
    assert client.get(reverse("organisations:organisation-new")).status_code == 403


def test_the_api_gives_organisations_that_the_caller_sees(client, admin):
    own = OrganisationFactory(code="DW1", parent=OrganisationFactory(code="DW0"))
    other = OrganisationFactory(region=RegionFactory(code="990103"))

    found = client.get("/api/v1/organisations/").json()["results"]

    assert [row["code"] for row in found] == ["DW0", "DW1"]
    assert (found[1]["parent"], found[1]["region"], found[0]["parent"]) == ("DW0", "990102", None)
    assert client.get(f"/api/v1/organisations/{own.pk}/").json() == found[1]
    assert client.get(f"/api/v1/organisations/{other.pk}/").status_code == 404
