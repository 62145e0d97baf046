"""Meetings and decisions over the API: their shape, the whole way, and what is refused how."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from campaigns.models import Decision, Meeting
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.meetings import DUE, MORNING, DecisionFactory, MeetingKindFactory, held_meeting, signed_meeting

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(MORNING + dt.timedelta(days=12), tick=False):
        yield


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def owner():
    return OrganisationFactory(code="QH013", name="区城管局")


def as_(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def post(user, path, body=None, **headers):
    return as_(user).post(f"{API}{path}", body or {}, format="json", headers=headers)


def test_a_meeting_goes_its_whole_way(office, owner):
    RegionFactory(code="990102")
    official = official_of(owner)
    told = {
        "kind": MeetingKindFactory().pk,
        "region": "990102",
        "title": "调度会",
        "starts_at": MORNING.isoformat(),
        "place": "二楼",
        "agenda": [{"title": "背街小巷", "organisation": "QH013"}],
        "invited": [{"organisation": "QH013"}, {"name": "王建国", "office": "专家"}],
    }
    made = post(office, "/meetings/", told)
    assert (made.status_code, made.json()["state"], made.json()["number"]) == (201, "planned", "")
    pk = made.json()["id"]
    (item,) = made.json()["agenda"]
    assert [(row["organisation"], row["name"]) for row in made.json()["attendees"]] == [("QH013", ""), (None, "王*")]

    states = [post(office, f"/meetings/{pk}/{act}/").json()["state"] for act in ("call", "hold")]
    marks = [{"id": row["id"], "presence": "present"} for row in made.json()["attendees"]]
    marked = post(office, f"/meetings/{pk}/attendance/", {"attendance": marks})
    written = post(office, f"/meetings/{pk}/minutes/", {"item": item["id"], "text": "逐条推进。", "revision": 0})
    stale = post(office, f"/meetings/{pk}/minutes/", {"item": item["id"], "text": "改", "revision": 0})
    decision = {
        "meeting": pk,
        "item": item["id"],
        "text": "整治三条街巷",
        "organisation": "QH013",
        "due_on": "2026-10-30",
    }
    decided = post(office, "/decisions/", decision | {"links": [{"url": "/problems/"}]})
    signed = post(office, f"/meetings/{pk}/sign/")

    assert states == ["called", "held"]
    assert ({row["presence"] for row in marked.json()["attendees"]}, written.json()) == (
        {"present"},
        {"item": item["id"], "revision": 1},
    )
    assert (stale.status_code, decided.status_code, decided.json()["state"]) == (409, 201, "draft")
    assert (signed.json()["number"], signed.json()["decisions_made"]) == ("〔2026〕1号", 1)
    file = as_(official).get(signed.json()["document_url"])
    assert (file.status_code, b"".join(file.streaming_content)[:2]) == (200, b"PK")

    number = decided.json()["id"]
    started = post(official, f"/decisions/{number}/start/").json()
    report = {"answer": "办好了", "links": [{"url": "https://example.org/x", "title": "报道"}]}
    reported = post(official, f"/decisions/{number}/report/", report).json()
    returned = post(office, f"/decisions/{number}/return/", {"reason": "再核对"}).json()
    moved = post(office, f"/decisions/{number}/postpone/", {"until": "2026-11-20", "reason": "雨季"}).json()
    post(official, f"/decisions/{number}/report/", {"answer": "都办好了"})
    confirmed = post(office, f"/decisions/{number}/confirm/").json()

    assert [one["state"] for one in (started, reported, returned, moved, confirmed)] == [
        "in_progress",
        "done",
        "returned",
        "returned",
        "confirmed",
    ]
    assert (moved["due_on"], moved["first_due_on"], confirmed["returns"]) == ("2026-11-20", "2026-10-30", 1)
    assert reported["links"] == [
        {"purpose": "subject", "title": "/problems/", "url": "/problems/"},
        {"purpose": "evidence", "title": "报道", "url": "https://example.org/x"},
    ]
    assert as_(office).get(f"{API}/meetings/{pk}/").json()["state"] == "finished"


def test_a_decision_has_the_shape_that_clients_rely_on(office, owner):
    row = DecisionFactory(organisation=owner, text="整治")

    assert as_(office).get(f"{API}/decisions/").json()["results"] == [
        {
            "id": row.pk,
            "meeting": row.meeting_id,
            "number": 1,
            "item": None,
            "text": "整治",
            "organisation": {"code": "QH013", "name": "区城管局"},
            "supporters": [],
            "state": "open",
            "due_on": "2026-10-23",
            "first_due_on": "2026-10-23",
            "overdue": True,
            "issued_at": "2026-10-13T09:30:00+08:00",
            "done_on": None,
            "done_late": False,
            "answer": "",
            "returns": 0,
            "reason": "",
            "links": [],
        }
    ]


def test_refusals_say_what_kind_they_are(office, owner):
    row, official = DecisionFactory(organisation=owner), official_of(owner)
    answers = {
        "confirmed before it was reported": post(office, f"/decisions/{row.pk}/confirm/"),
        "a leader carries nothing out": post(leader_of("990102"), f"/decisions/{row.pk}/start/"),
        "another district": post(admin_of("990103"), f"/decisions/{row.pk}/cancel/", {"reason": "x"}),
        "an answer without words": post(official, f"/decisions/{row.pk}/report/", {"answer": " "}),
        "a link that leads nowhere": post(
            official, f"/decisions/{row.pk}/report/", {"answer": "好", "links": [{"url": "/x"}]}
        ),
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "confirmed before it was reported": 409,
        "a leader carries nothing out": 403,
        "another district": 404,
        "an answer without words": 400,
        "a link that leads nowhere": 400,
    }
    assert "找不到页面" in answers["a link that leads nowhere"].json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "no"},
        {"region": "990103"},
        {"group": 12},
        {"agenda": [{"title": "x", "organisation": "NO"}]},
        {"invited": [{}]},
        {"invited": [{"user": "nobody"}]},
        {"title": "x" * 121},
    ],
)
def test_a_meeting_that_names_nothing_known_is_refused_in_a_sentence(office, wrong):
    MeetingKindFactory()
    told = {
        "kind": "dispatch",
        "region": "990102",
        "title": "调度会",
        "starts_at": MORNING.isoformat(),
        "place": "二楼",
        "agenda": [],
        "invited": [],
    }

    answer = post(office, "/meetings/", told | wrong)

    assert (answer.status_code, bool(answer.json()["errors"][0]["detail"]), Meeting.objects.count()) == (400, True, 0)


def test_a_key_repeats_nothing(office, owner):
    meeting = held_meeting(office, owner)
    body = {"meeting": meeting.pk, "text": "整治", "organisation": "QH013", "due_on": "2026-10-30"}

    first, again = (post(office, "/decisions/", body, **{"Idempotency-Key": "one"}) for _time in range(2))

    assert (first.json(), Decision.objects.count()) == (again.json(), 1)


def test_pages_of_decisions_go_by_key_and_filters_narrow_them(office, owner):
    first = DecisionFactory(organisation=owner)
    later = DecisionFactory(meeting=first.meeting, due_on=DUE + dt.timedelta(days=30))
    client = as_(office)

    page = client.get(f"{API}/decisions/?page_size=1").json()
    rest = client.get(page["next"]).json()

    assert [row["id"] for row in [*page["results"], *rest["results"]]] == [first.pk, later.pk]
    assert [row["id"] for row in client.get(f"{API}/decisions/?deadline=overdue").json()["results"]] == [first.pk]
    assert client.get(f"{API}/decisions/?cursor=cD1ub3RhZGF5").status_code == 404


@pytest.mark.parametrize("name", ["meetings", "decisions"])
def test_lists_ask_the_same_whatever_their_length(office, name):
    client = as_(office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{API}/{name}/")
        return len(asked)

    DecisionFactory(meeting=held_like())
    queries()
    one = queries()
    for _number in range(2):
        DecisionFactory(meeting=held_like())

    assert queries() == one


def held_like():
    meeting = signed_meeting()
    meeting.items.create(position=1, title="议题", organisation=OrganisationFactory())
    meeting.attendees.create(organisation=OrganisationFactory())
    return meeting
