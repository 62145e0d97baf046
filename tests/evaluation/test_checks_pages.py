"""Pages and endpoints of checks: who sees which, what they show, what the office decides on them."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluation.choices import CheckState, FlagKind
from evaluation.models import Check, CheckFlag, CheckPhoto, Problem
from tests.factories import (
    CheckFactory,
    PlanFactory,
    RegionFactory,
    SiteFactory,
    admin_of,
    inspector_of,
    leader_of,
    official_of,
)
from tests.factories.checks import NOW, AttachmentFactory, DrawFactory, filled, two_items
from tests.factories.evaluation import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def site():
    two_items()
    return SiteFactory(code="MARKET-1", name="永安农贸市场")


@pytest.fixture
def done(site, client):
    """A submitted check with a failing item and its photo."""
    inspector = inspector_of("990102", name="王小明")
    photo = AttachmentFactory(uploaded_by=inspector)
    client.force_login(inspector)
    items = [
        {"item": "MKT-01", "option": "D", "note": "纸箱堵门", "photos": [photo.pk]},
        {"item": "MKT-02", "count": 1},
    ]
    client.post("/api/v1/check-submissions/", filled(site, items=items), content_type="application/json")
    client.logout()
    return Check.objects.get()


def shown(client, path):
    response = client.get(path, HTTP_ACCEPT_LANGUAGE="en")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda check: admin_of("990102"), 200),
        (lambda check: leader_of("9901"), 200),
        (lambda check: official_of(check.region), 200),
        (lambda check: official_of(check.organisation), 200),
        (lambda check: check.inspector, 200),
        (lambda check: admin_of("990103"), 404),
        (lambda check: inspector_of("990102009"), 404),
    ],
    ids=["office", "leader", "official", "organisation", "inspector", "another district", "another street"],
)
def test_a_check_and_its_photo_are_open_to_those_of_the_place(client, done, who, status):
    client.force_login(who(done))
    photo = CheckPhoto.objects.get().attachment_id

    page, api = client.get(f"/checks/{done.pk}/"), client.get(f"/api/v1/checks/{done.pk}/")

    assert (page.status_code, api.status_code) == (status, status)
    assert client.get(f"/photos/{photo}/").status_code == 404  # the store of this test holds no file


def test_the_record_tells_every_lost_point(client, done, english):
    client.force_login(admin_of("990102"))

    text = shown(client, f"/checks/{done.pk}/")

    assert "永安农贸市场: 20.00 points, 2 items lost some" in text
    assert "−10: grade D" in text
    assert "−2: 1 found, 2 off for each" in text
    assert "纸箱堵门" in text
    assert f"/photos/{CheckPhoto.objects.get().attachment_id}/thumbnail/" in text
    assert "Declare void…" in text


def test_buttons_are_shown_to_the_office_alone(client, done, english):
    client.force_login(leader_of("990102"))

    assert "Declare void…" not in shown(client, f"/checks/{done.pk}/")


def test_the_title_of_the_list_counts_what_the_filter_leaves(client, done, site, english):
    CheckFactory(site=SiteFactory(), inspector=done.inspector)
    CheckFactory(site=SiteFactory(), inspector=done.inspector, on=DAY - dt.timedelta(days=1))
    CheckFactory(site=SiteFactory(region__code="990103001001"))
    client.force_login(admin_of("990102"))

    assert "2 checks, 1 done" in shown(client, "/checks/")
    assert "1 check, 0 done, 1 missed" in shown(client, "/checks/?state=missed")
    assert "3 checks, 1 done, 1 missed" in shown(client, "/checks/?tab=recent")
    assert "No checks" in shown(client, "/checks/?date=2026-10-12")
    assert "3 checks" in shown(client, "/checks/?month=2026-10")


@pytest.mark.parametrize(
    "path", ["/checks/", "/checks/?tab=recent", "/problems/", "/api/v1/checks/", "/api/v1/problems/", "/draws/"]
)
def test_a_list_takes_as_many_statements_for_three_rows_as_for_one(client, done, path, django_assert_num_queries):
    client.force_login(admin_of("990102"))
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    plan = PlanFactory(district=done.district)
    for _ in range(2):
        other = SiteFactory()
        CheckFactory(
            site=other,
            inspector=inspector_of("990102"),
            draw=DrawFactory(plan=plan, on=DAY + dt.timedelta(days=other.pk)),
        )
        Problem.objects.create(
            site=other, district=other.district, region=other.region, organisation=other.organisation,
            item="X", description="x", severity="normal", source="check", found_at=NOW,
        )  # fmt: skip

    with django_assert_num_queries(len(one)):
        client.get(path)


def test_my_round_of_a_day_comes_with_the_forms(client, done, site):
    me = inspector_of("990102")
    check = CheckFactory(site=site, inspector=me)
    CheckFactory(inspector=inspector_of("990102"))
    CheckFactory(inspector=me, on=DAY + dt.timedelta(days=1))
    client.force_login(me)

    (row,) = client.get("/api/v1/checks/?date=2026-10-14&mine=1", HTTP_ACCEPT_LANGUAGE="en").json()["results"]

    assert (row["id"], row["date"], row["status"], row["missed"]) == (check.pk, "2026-10-14", "drawn", False)
    assert {key: row["site"][key] for key in ("id", "code", "name", "longitude", "latitude")} == {
        "id": site.pk,
        "code": "MARKET-1",
        "name": "永安农贸市场",
        "longitude": 113.25,
        "latitude": 29.6,
    }
    assert [item["code"] for item in row["form"]] == ["MKT-01", "MKT-02"]
    graded, counted = row["form"]
    assert {key: graded[key] for key in ("item", "name", "rule", "points", "deduct_each", "target")} == {
        "item": "MKT-01",
        "name": "通道畅通",
        "rule": "graded",
        "points": "10",
        "deduct_each": None,
        "target": None,
    }
    assert graded["options"][1] == {"option": "B", "rate": "0.66"}
    assert (counted["rule"], counted["deduct_each"], counted["options"]) == ("counted", "2", [])
    assert [problem["description"] for problem in row["open_problems"]] == ["纸箱堵门"]
    assert row["last"] is None


def test_a_wrong_day_in_the_address_is_said_to_be_wrong(client):
    client.force_login(inspector_of("990102"))

    response = client.get("/api/v1/checks/?date=someday")

    assert (response.status_code, response.json()["errors"][0]["attr"]) == (400, "date")


def test_the_office_voids_a_check_on_its_page(client, done):
    client.force_login(admin_of("990102"))

    response = client.post(f"/checks/{done.pk}/void/", {"reason": "照片与点位不符"})

    done.refresh_from_db()
    assert (response.status_code, response.url) == (302, f"/checks/{done.pk}/")
    assert (done.state, done.reason) == ("voided", "照片与点位不符")


def test_the_office_decides_over_the_api_as_well(client, done, site):
    drawn = CheckFactory(site=SiteFactory())
    client.force_login(admin_of("990102"))

    answers = [
        client.post(f"/api/v1/checks/{done.pk}/confirm/"),
        client.post(f"/api/v1/checks/{done.pk}/confirm/"),
        client.post(f"/api/v1/checks/{drawn.pk}/cancel/", {"reason": "道路封闭"}, content_type="application/json"),
        client.post(f"/api/v1/checks/{drawn.pk}/cancel/", {}, content_type="application/json"),
    ]

    assert [answer.status_code for answer in answers] == [200, 409, 200, 400]
    assert [answers[0].json()["status"], answers[2].json()["status"]] == ["confirmed", "cancelled"]


def test_an_inspector_decides_nothing(client, done):
    client.force_login(done.inspector)

    assert client.post(f"/api/v1/checks/{done.pk}/confirm/").status_code == 403
    assert client.post(f"/checks/{done.pk}/void/", {"reason": "x"}).status_code == 403


def test_questions_are_listed_until_they_are_answered(client, done, english):
    flag = CheckFlag.objects.create(
        check_record=done,
        district=done.district,
        kind=FlagKind.TOO_FAST,
        detail={"seconds": 3, "items": 2},
        raised_at=NOW,
    )
    client.force_login(admin_of("990102"))
    assert "1 question about a check is open" in shown(client, "/checks/flags/")

    client.post(f"/checks/flags/{flag.pk}/answer/", {"reason": "督查员先拍照后补填"})

    assert "Nothing is asked about any check" in shown(client, "/checks/flags/")
    assert "督查员先拍照后补填" in shown(client, "/checks/flags/?tab=answered")
    client.force_login(admin_of("990103"))
    assert client.post(f"/checks/flags/{flag.pk}/answer/", {"reason": "x"}).status_code == 404


def test_a_problem_shows_its_finding_and_what_happened(client, done, english):
    problem = Problem.objects.get()
    client.force_login(official_of(done.organisation))

    text = shown(client, f"/problems/{problem.pk}/")

    assert "纸箱堵门" in text
    assert "Found by a check" in text
    assert "1 problem is open" in shown(client, "/problems/")
    client.force_login(admin_of("990103"))
    assert client.get(f"/problems/{problem.pk}/").status_code == 404
    assert "No problem is open" in shown(client, "/problems/")


def test_problems_over_the_api_have_the_fixed_shape(client, done):
    problem = Problem.objects.get()
    client.force_login(admin_of("990102"))

    (row,) = client.get("/api/v1/problems/").json()["results"]

    assert row == {
        "id": problem.pk,
        "number": problem.number,
        "state": "found",
        "severity": "serious",
        "source": "check",
        "site": {"code": "MARKET-1", "name": "永安农贸市场"},
        "item": "MKT-01",
        "organisation": {"code": done.organisation.code, "name": done.organisation.name},
        "description": "纸箱堵门",
        "found_at": "2026-10-14T09:50:00+08:00",
        "due_at": None,
        "provisional": False,
        "rectified_at": None,
        "closed_at": None,
        "returns": 0,
        "overdue": False,
        "notices": [],
    }


def test_the_list_of_problems_can_be_taken_along(client, done):
    client.force_login(admin_of("990102"))

    response = client.post("/problems/export/")

    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"PK")


def test_a_part_is_served_where_htmx_asks_for_one(client, done):
    client.force_login(admin_of("990102"))

    assert "<html" not in client.get("/checks/", HTTP_HX_REQUEST="true").content.decode()


def test_every_state_of_a_check_has_its_page(client, site):
    client.force_login(admin_of("990102"))
    for state in CheckState:
        done = state not in (CheckState.DRAWN, CheckState.CANCELLED)
        check = CheckFactory(site=site, done=done, state=state)

        assert client.get(f"/checks/{check.pk}/").status_code == 200


def test_the_list_over_the_api_keeps_to_the_districts_in_reach(client, done):
    street = RegionFactory(
        code="990103001", name="城北街道", parent=RegionFactory(code="990103", parent=done.district.parent)
    )
    elsewhere = CheckFactory(site=SiteFactory(code="MARKET-2", region=street))

    listed = []
    for code in (done.district_id, elsewhere.district_id):
        client.force_login(admin_of(code))
        listed.append([row["id"] for row in client.get("/api/v1/checks/").json()["results"]])

    assert listed == [[done.pk], [elsewhere.pk]]
