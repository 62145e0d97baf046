"""Filling a report in over the API: what is asked, drafts, and what was filed each time."""

import datetime as dt

import pytest
from django.utils import timezone

from campaigns.models import ProgressReport
from foundation.periods import ZONE
from tests.factories import admin_of, leader_of, official_of
from tests.factories.checks import AttachmentFactory
from tests.factories.reports import ProgressReportFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=ZONE)
LIST = "/api/v1/progress-reports/"
ANSWERS = {"figures": [{"code": "households", "value": "312"}], "texts": [{"code": "matter", "text": "路灯已修好。"}]}


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def report():
    return ProgressReportFactory()


@pytest.fixture
def official(client, report):
    person = official_of(report.region)
    client.force_login(person)
    return person


def post(client, report, step, body, **headers):
    return client.post(f"{LIST}{report.pk}/{step}/", data=body, content_type="application/json", headers=headers)


def test_the_form_says_what_is_asked_and_what_is_missing(client, report, official):
    assert client.get(f"{LIST}{report.pk}/form/").json() == {
        "draft": 0,
        "figures": [
            {
                "code": "households",
                "name": "常住户数",
                "unit": "户",
                "source": "typed",
                "required": True,
                "value": "",
                "last": None,
                "claimed": "",
                "reason": "",
            }
        ],
        "texts": [
            {
                "code": "matter",
                "question": "本月村民最关心的一件事",
                "max_length": 500,
                "required": True,
                "value": "",
                "last": "",
            }
        ],
        "evidence": [
            {
                "code": "records",
                "ask": "记录链接",
                "accepts": ["link", "file"],
                "at_most": 2,
                "required": False,
                "links": [],
                "files": [],
            }
        ],
        "missing": [
            {"part": "figures", "code": "households", "name": "常住户数"},
            {"part": "texts", "code": "matter", "name": "本月村民最关心的一件事"},
        ],
    }


def test_a_draft_is_kept_and_filed_later(client, report, official):
    file = AttachmentFactory(uploaded_by=official)
    evidence = [{"code": "records", "links": ["/problems/1/"], "files": [file.pk]}]

    kept = post(client, report, "draft", ANSWERS | {"evidence": evidence}).json()

    assert (kept["draft"], kept["missing"], kept["figures"][0]["value"]) == (1, [], "312")
    assert (kept["evidence"][0]["links"], kept["evidence"][0]["files"]) == (["/problems/1/"], [file.pk])
    assert ProgressReport.objects.get(pk=report.pk).state == "draft"
    filed = post(client, report, "submit", ANSWERS | {"evidence": evidence})
    (version,) = client.get(f"{LIST}{report.pk}/versions/").json()
    assert (filed.status_code, version["number"], version["texts"]) == (200, 1, {"matter": "路灯已修好。"})
    assert [(row["code"], row["value"], row["source"]) for row in version["figures"]] == [
        ("households", "312", "typed")
    ]
    assert version["evidence"] == [{"code": "records", "links": ["/problems/1/"], "files": [file.pk]}]


def test_a_draft_on_an_older_one_is_refused_and_one_sent_twice_is_kept_once(client, report, official):
    first = post(client, report, "draft", ANSWERS | {"seen": 0}, **{"Idempotency-Key": "d-1"})
    again = post(client, report, "draft", ANSWERS | {"seen": 0}, **{"Idempotency-Key": "d-1"})

    assert (first.json(), first.json()["draft"]) == (again.json(), 1)
    assert post(client, report, "draft", ANSWERS | {"seen": 0}).status_code == 409


def test_drafts_are_for_those_who_file_and_for_reports_that_are_open(client, report, official):
    post(client, report, "submit", ANSWERS)

    assert post(client, report, "draft", ANSWERS).status_code == 409
    for person, statuses in (
        (leader_of("990102"), (403, 403, 200)),
        (admin_of("990102"), (403, 403, 200)),
        (admin_of("990103"), (404, 404, 404)),
    ):
        client.force_login(person)
        assert (
            client.get(f"{LIST}{report.pk}/form/").status_code,
            post(client, report, "draft", ANSWERS).status_code,
            client.get(f"{LIST}{report.pk}/versions/").status_code,
        ) == statuses


def test_a_returned_report_begins_with_what_was_filed_and_keeps_every_version(client, report, official):
    post(client, report, "submit", ANSWERS)
    client.force_login(admin_of("990102"))
    post(client, report, "return", {"reason": "户数有误"})
    client.force_login(official)

    begun = client.get(f"{LIST}{report.pk}/form/").json()
    post(client, report, "submit", ANSWERS | {"figures": [{"code": "households", "value": "315"}]})

    assert begun["figures"][0]["value"] == "312"
    versions = client.get(f"{LIST}{report.pk}/versions/").json()
    assert [(row["number"], row["figures"][0]["value"]) for row in versions] == [(2, "315"), (1, "312")]
