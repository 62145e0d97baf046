"""Report templates over the API: read by everybody they concern, drafted and published by their office."""

import datetime as dt

import pytest
from django.utils import timezone

from campaigns.models import ReportTemplate
from foundation.metrics.models import Metric
from foundation.periods import ZONE
from tests.factories import RegionFactory, admin_of, leader_of, official_of
from tests.factories.reports import HOUSEHOLDS, ReportTemplateFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=ZONE)
LIST = "/api/v1/report-templates/"


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def shared():
    RegionFactory(code="990102")
    return ReportTemplateFactory()


@pytest.fixture
def office(shared, client):
    person = admin_of("990102")
    client.force_login(person)
    return person


def post(client, row, step, body=None, **headers):
    path = f"{LIST}{row if isinstance(row, int) else row.pk}/{step}/"
    return client.post(path, data=body or {}, content_type="application/json", headers=headers)


def told(answer):
    first = answer.json()["errors"][0]
    return answer.status_code, first["attr"], first["detail"]


def test_who_files_reads_what_is_asked_of_him(client, shared):
    client.force_login(official_of("990102100201"))
    head = {
        "id": shared.pk,
        "code": "village_town.month",
        "version": "2026",
        "region": None,
        "creation_type": "village_town",
        "period": "month",
        "name": "文明村镇创建月度进展",
        "name_en": "",
        "filed_by": ["village", "township"],
        "due_working_days": 3,
        "state": "published",
        "published_on": None,
        "url": f"/creations/report-templates/{shared.pk}/",
    }

    assert client.get(LIST).json()["results"] == [head]
    assert client.get(f"{LIST}{shared.pk}/").json() == head | {
        "figures": [
            {
                "code": "households",
                "metric": None,
                "name": "常住户数",
                "name_en": "Households",
                "unit": "户",
                "required": True,
                "filled_in": False,
                "only": [],
            }
        ],
        "texts": [
            {
                "code": "matter",
                "question": "本月村民最关心的一件事",
                "question_en": "",
                "max_length": 500,
                "required": True,
            }
        ],
        "evidence": [
            {
                "code": "records",
                "ask": "记录链接",
                "ask_en": "",
                "accepts": ["link", "file"],
                "at_most": 2,
                "required": False,
            }
        ],
        "repeated": [],
        "versions": [],
    }


def test_an_office_copies_writes_and_publishes_a_version_of_its_own(client, office, shared):
    made = post(client, shared, "copy")
    draft = made.json()
    assert (made.status_code, draft["version"], draft["region"], draft["state"]) == (201, "2026.1", "990102", "draft")
    assert [(one["id"], one["state"]) for one in draft["versions"]] == [(shared.pk, "published")]
    Metric.objects.create(name="reports.due", title="应报", unit="份", periods=["month"], definition="应报份数")
    body = {
        "name": "本区村镇月报",
        "filed_by": ["village"],
        "due_working_days": 5,
        "figures": [
            {"metric": "reports.due", "only": ["village"]},
            {"code": "lamps", "name": "路灯数", "unit": "盏", "required": True, "propose_last": True},
        ],
        "texts": [{"code": "matter", "question": "村民最关心的事", "max_length": 200}],
        "evidence": [{"code": "shown", "ask": "台账链接", "files": True, "at_most": 3}],
    }

    written = post(client, draft["id"], "edit", body).json()
    published = post(client, draft["id"], "publish").json()

    assert (written["name"], written["due_working_days"], written["filed_by"]) == ("本区村镇月报", 5, ["village"])
    assert [(one["code"], one["metric"], one["only"]) for one in written["figures"]] == [
        ("reports.due", "reports.due", ["village"]),
        ("lamps", None, []),
    ]
    assert (published["state"], published["published_on"]) == ("published", "2026-11-03")
    row = ReportTemplate.objects.get(pk=draft["id"])
    assert row.figures[1] == {
        "typed": {
            "code": "lamps",
            "name": "路灯数",
            "name_en": "",
            "unit": "盏",
            "unit_en": "",
            "required": True,
            "type": "number",
            "propose": "last",
        }
    }
    assert row.evidence[0]["accepts"] == ["link", "file"]
    assert post(client, draft["id"], "retire").json()["state"] == "retired"


def test_parts_that_are_left_out_stay_as_they_are(client, office, shared):
    draft = post(client, shared, "copy").json()["id"]

    post(client, draft, "edit", {"name": "本区村镇月报"})

    assert ReportTemplate.objects.get(pk=draft).figures == [{"typed": dict(HOUSEHOLDS)}]


def test_what_another_template_asks_is_pointed_out_to_the_author_only(client, office, shared):
    other = ReportTemplateFactory(code="village_town.quarter", period="quarter")
    draft = post(client, shared, "copy").json()

    assert {(one["part"], one["code"], one["other"], one["same"]) for one in draft["repeated"]} == {
        ("figures", "households", other.pk, True),
        ("texts", "matter", other.pk, True),
        ("evidence", "records", other.pk, True),
    }
    client.force_login(official_of("990102100201"))
    assert client.get(f"{LIST}{shared.pk}/").json()["repeated"] == []


def test_a_published_version_never_changes_and_is_published_once(client, office, shared):
    draft = post(client, shared, "copy").json()["id"]
    post(client, draft, "publish")

    assert told(post(client, draft, "edit", {"name": "改"})) == (
        409,
        None,
        "此版已发布，不能再改。要改就复制为新版。",
    )
    assert post(client, draft, "publish").status_code == 409


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"figures": [{"unit": "户"}]}, "figures.0.non_field_errors"),
        ({"figures": [{"metric": "a.b", "code": "x", "name": "又"}]}, "figures.0.non_field_errors"),
        ({"texts": [{"code": "A B", "question": "问"}]}, "texts.0.code"),
        ({"texts": [{"code": "a", "question": "问", "max_length": 501}]}, "texts.0.max_length"),
        ({"evidence": [{"code": "a", "ask": "材料", "at_most": 6}]}, "evidence.0.at_most"),
        ({"filed_by": []}, "filed_by"),
        ({"filed_by": ["household"]}, "filed_by.0"),
        ({"figures": [{"metric": "nothing.known"}]}, None),
        ({"texts": [{"code": "a", "question": "问"}, {"code": "a", "question": "再问"}]}, None),
    ],
)
def test_what_cannot_be_asked_is_refused_where_it_stands(client, office, shared, body, attr):
    draft = post(client, shared, "copy").json()["id"]

    refused = post(client, draft, "edit", body)

    assert (refused.status_code, refused.json()["errors"][0]["attr"]) == (400, attr)


def test_only_the_office_writes_and_what_all_share_nobody_of_it(client, office, shared):
    draft = post(client, shared, "copy").json()["id"]

    assert [post(client, shared, step).status_code for step in ("edit", "publish", "retire")] == [403, 403, 403]
    for person, status in ((official_of("990102100201"), 404), (leader_of("990102"), 404), (admin_of("990103"), 404)):
        client.force_login(person)
        assert [post(client, draft, step).status_code for step in ("edit", "publish", "retire")] == [status] * 3
        assert client.get(f"{LIST}{draft}/").status_code == 404
    client.force_login(leader_of("990102"))
    assert post(client, shared, "copy").status_code == 403


def test_a_draft_is_made_for_ones_own_place_only(client, office, shared):
    RegionFactory(code="990103")

    for code in ("990103", "990102100", "nowhere"):
        assert told(post(client, shared, "copy", {"region": code})) == (
            400,
            "region",
            "写明你管理的区（县）级或以上地区。",
        )
    client.force_login(admin_of("990102100"))
    assert told(post(client, shared, "copy"))[:2] == (400, "region")
    assert ReportTemplate.objects.count() == 1


def test_a_copy_sent_again_is_made_once(client, office, shared):
    for _ in range(2):
        post(client, shared, "copy", **{"Idempotency-Key": "copy-1"})

    assert ReportTemplate.objects.count() == 2


def test_the_list_is_narrowed_and_asks_as_often_for_three_as_for_one(client, office, shared, django_assert_num_queries):
    client.get(LIST)
    with django_assert_num_queries(4):
        assert len(client.get(LIST).json()["results"]) == 1
    post(client, shared, "copy")
    ReportTemplateFactory(code="city.month", creation_type="city")
    with django_assert_num_queries(4):
        assert len(client.get(LIST).json()["results"]) == 3
    for query, n in (("state=draft", 1), ("shipped=true", 2), ("code=city.month", 1), ("region=990102", 1)):
        assert len(client.get(f"{LIST}?{query}").json()["results"]) == n
