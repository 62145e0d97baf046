"""Progress reports over the API: the fixed shape, every step, every refusal."""

import datetime as dt

import pytest
from django.utils import timezone

from campaigns.models import ProgressReport
from foundation.periods import ZONE
from tests.factories import RegionFactory, admin_of, leader_of, official_of
from tests.factories.reports import ProgressReportFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=ZONE)
LIST = "/api/v1/progress-reports/"
BODY = {"figures": [{"code": "households", "value": "312"}], "texts": [{"code": "matter", "text": "路灯已修好。"}]}


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def report():
    return ProgressReportFactory()


def post(client, report, step, body, **headers):
    return client.post(f"{LIST}{report.pk}/{step}/", data=body, content_type="application/json", headers=headers)


def test_the_shape_that_clients_rely_on(client, report):
    client.force_login(official_of(report.region))
    post(client, report, "submit", BODY)

    assert client.get(LIST).json()["results"] == [
        {
            "id": report.pk,
            "subject": None,
            "party": {"code": "990102100201", "name": "区划990102100201"},
            "template": {"code": "village_town.month", "version": "2026", "name": "文明村镇创建月度进展"},
            "period": "2026-10",
            "state": "submitted",
            "due_on": "2026-11-04",
            "first_due_on": "2026-11-04",
            "submitted_at": "2026-11-03T12:00:00+08:00",
            "first_submitted_at": "2026-11-03T12:00:00+08:00",
            "late": False,
            "missing": False,
            "disputed": False,
            "figures": [
                {
                    "code": "households",
                    "value": "312",
                    "unit": "户",
                    "source": "typed",
                    "records_url": None,
                    "computed_at": None,
                    "claimed": None,
                    "reason": None,
                }
            ],
            "texts": {"matter": "路灯已修好。"},
        }
    ]


def test_a_report_goes_its_way_over_the_api(client, report):
    village, office = official_of(report.region), admin_of("990102")
    steps = [
        (village, "extend", {"until": "2026-11-10", "reason": "停电"}),
        (office, "grant-extension", {}),
        (village, "submit", BODY),
        (office, "return", {"reason": "不实"}),
        (village, "submit", BODY),
        (office, "accept", {"remark": "好"}),
    ]
    seen = []
    for person, step, body in steps:
        client.force_login(person)
        answer = post(client, report, step, body)
        seen.append((answer.status_code, answer.json()["state"], answer.json()["due_on"]))

    assert seen == [
        (200, "due", "2026-11-04"),
        (200, "due", "2026-11-10"),
        (200, "submitted", "2026-11-10"),
        (200, "returned", "2026-11-10"),
        (200, "submitted", "2026-11-10"),
        (200, "accepted", "2026-11-10"),
    ]


def test_filing_twice_with_one_key_files_once(client, report):
    client.force_login(official_of(report.region))
    answers = [post(client, report, "submit", BODY, **{"Idempotency-Key": "a1"}) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert report.versions.count() == 1
    assert post(client, report, "submit", BODY).status_code == 409


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "常住户数"),
        (BODY | {"figures": [{"code": "other", "value": "1"}]}, "other"),
        (BODY | {"texts": [{"code": "matter", "text": "长" * 501}]}, ""),
        (BODY | {"evidence": [{"code": "records", "links": ["javascript:alert(1)"]}]}, "记录链接"),
        (BODY | {"evidence": [{"code": "records", "files": [999]}]}, ""),
        (BODY | {"figures": [{"code": "households", "value": "-1"}]}, "常住户数"),
    ],
)
def test_what_cannot_be_filed_is_refused_with_a_sentence(client, report, body, named):
    client.force_login(official_of(report.region))

    answer = post(client, report, "submit", body)

    assert answer.status_code == 400
    assert named in str(answer.json())
    assert ProgressReport.objects.get().state == "due"


def test_others_find_nothing_and_readers_change_nothing(client, report):
    client.force_login(official_of(RegionFactory(code="990103")))
    assert (client.get(LIST).json()["results"], post(client, report, "submit", BODY).status_code) == ([], 404)
    client.force_login(leader_of("990102"))
    codes = {step: post(client, report, step, {}).status_code for step in ("submit", "accept", "return", "extend")}

    assert set(codes.values()) == {403}


def test_the_list_is_filtered_by_period_state_and_lateness(client, report):
    ProgressReport.objects.filter(pk=report.pk).update(due_on=dt.date(2026, 11, 2))
    other = ProgressReportFactory(template=report.template, region=RegionFactory(code="990102100202"), period="2026-11")
    client.force_login(leader_of("990102"))
    found = {
        query: [row["id"] for row in client.get(f"{LIST}?{query}").json()["results"]]
        for query in ("period=2026-10", "period=x", "face=missing", "code=village_town.month", "state=accepted")
    }

    assert found == {
        "period=2026-10": [report.pk],
        "period=x": [],
        "face=missing": [report.pk],
        "code=village_town.month": [other.pk, report.pk],
        "state=accepted": [],
    }
