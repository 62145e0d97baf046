"""Problems over the API: the shape clients rely on, every step, who may, and what is refused."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from evaluation.actions import problems, rectifications
from evaluation.models import Extension, Problem, Rectification
from foundation.periods import ZONE
from tests.factories import OrganisationFactory
from tests.factories.problems import DUE, GIVEN, Place

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=ZONE)


@pytest.fixture
def place(time_machine):
    time_machine.move_to(NOW, tick=False)
    return Place()


def post(user, path, body=None, **headers):
    client = Client()
    client.force_login(user)
    return client.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)


def get(user, path):
    client = Client()
    client.force_login(user)
    return client.get(f"/api/v1/{path}")


def act(user, problem, name, **body):
    return post(user, f"problems/{problem.pk}/{name}/", body)


def test_a_problem_has_exactly_the_shape_that_clients_rely_on(place):
    problem = place.assigned(item="MKT-01")

    (found,) = get(place.official, "problems/").json()["results"]

    assert found == {
        "id": problem.pk,
        "number": "〔2026〕1号",
        "state": "assigned",
        "severity": "normal",
        "source": "check",
        "site": {"code": problem.site.code, "name": problem.site.name},
        "item": "MKT-01",
        "organisation": {"code": place.organisation.code, "name": place.organisation.name},
        "description": "通道堆放杂物",
        "found_at": "2026-11-24T09:00:00+08:00",
        "due_at": "2026-11-27T17:30:00+08:00",
        "provisional": False,
        "rectified_at": None,
        "closed_at": None,
        "returns": 0,
        "overdue": False,
        "notices": list(problem.notices.values_list("pk", flat=True)),
    }
    assert len(found["notices"]) == 1


def test_overdue_is_told_by_the_clock(place, time_machine):
    problem = place.assigned()

    time_machine.move_to(DUE, tick=False)
    assert not get(place.office, f"problems/{problem.pk}/").json()["overdue"]
    time_machine.move_to(DUE + dt.timedelta(seconds=1), tick=False)
    assert get(place.office, f"problems/{problem.pk}/").json()["overdue"]


def test_the_list_asks_the_database_as_often_for_three_as_for_one(place, django_assert_num_queries):
    client = Client()
    client.force_login(place.office)
    place.assigned()
    client.get("/api/v1/problems/")  # the session and the grants are read once
    with django_assert_num_queries(3):
        assert len(client.get("/api/v1/problems/").json()["results"]) == 1
    for _ in range(2):
        place.assigned()
    with django_assert_num_queries(3):
        assert len(client.get("/api/v1/problems/").json()["results"]) == 3


def test_a_whole_way_over_the_api(place):
    problem = place.found(item="MKT-01")

    assert act(place.office, problem, "assign").json()["due_at"] == "2026-11-27T17:30:00+08:00"
    done = act(place.official, problem, "rectify", text="已清理", photos=[place.photo()])
    assert (done.status_code, done.json()["state"]) == (200, "rectified")
    back = act(place.inspector, problem, "return", reason="仍有积水", photos=[place.photo(place.inspector)])
    assert (back.json()["state"], back.json()["returns"]) == ("returned", 1)
    act(place.official, problem, "rectify", text="再次清理", photos=[place.photo()])
    over = act(place.inspector, problem, "close", note="已清净")
    assert (over.json()["state"], over.json()["closed_at"]) == ("closed", "2026-11-24T10:00:00+08:00")


def test_another_organisation_is_named_by_its_code(place):
    other, problem = OrganisationFactory(region=place.district), place.found()

    found = act(place.office, problem, "assign", organisation=other.code)
    unknown = act(place.office, place.found(), "assign", organisation="NOPE")

    assert found.json()["organisation"]["code"] == other.code
    assert (unknown.status_code, unknown.json()["errors"][0]["attr"]) == (400, "organisation")


def test_more_time_is_asked_for_granted_and_refused(place):
    first, second = place.assigned(), place.assigned()
    until = "2026-12-11T17:30:00+08:00"

    asked = act(place.official, first, "extend", until=until, reason="等预算")
    granted = act(place.office, first, "grant-extension", answer="同意")
    act(place.official, second, "extend", until=until, reason="等预算")
    refused = act(place.office, second, "refuse-extension", reason="可先围挡")

    assert asked.json()["due_at"] == refused.json()["due_at"] == "2026-11-27T17:30:00+08:00"
    assert granted.json()["due_at"] == until
    assert list(Extension.objects.order_by("pk").values_list("state", flat=True)) == ["granted", "refused"]
    nothing = act(place.office, second, "grant-extension")
    assert (nothing.status_code, nothing.json()["errors"][0]["code"]) == (409, "transition_not_allowed")


def test_suspended_and_resumed(place):
    problem = place.assigned()

    held = act(place.office, problem, "suspend", ground="待雨季后", look_again_on="2026-12-31")
    again = act(place.office, problem, "resume")

    assert (held.json()["state"], again.json()["state"]) == ("suspended", "assigned")
    assert again.json()["due_at"] == "2026-11-27T17:30:00+08:00"


def test_given_back_merged_and_cancelled(place):
    first, second, third = place.assigned(), place.found(), place.found()

    assert act(place.official, first, "give-back", reason="不归我单位").json()["state"] == "found"
    assert act(place.office, first, "merge", into=second.pk).json()["state"] == "merged"
    assert act(place.office, third, "cancel", reason="重复").json()["state"] == "cancelled"
    assert Problem.objects.get(pk=first.pk).merged_into == second
    assert act(place.office, second, "merge", into=10**15).status_code == 400


def test_a_problem_from_a_meeting_is_written_down(place):
    site = place.site()
    body = {"site": site.code, "description": "井盖缺失", "severity": "emergency", "source": "meeting"}

    made = post(place.inspector, "problems/", body)
    unknown = post(place.inspector, "problems/", body | {"site": "NOPE"})

    assert (made.status_code, made.json()["source"], made.json()["number"]) == (201, "meeting", "〔2026〕1号")
    assert (unknown.status_code, unknown.json()["errors"][0]["attr"]) == (400, "site")


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("assign", {}),
        ("give-back", {"reason": "x"}),
        ("return", {"reason": "x"}),
        ("close", {}),
        ("suspend", {"ground": "x", "look_again_on": "2026-12-31"}),
        ("resume", {}),
        ("cancel", {"reason": "x"}),
    ],
)
def test_a_step_that_does_not_follow_is_a_conflict_with_a_sentence(place, step, body):
    problem = place.closed()

    answer = act(place.office, problem, step, **body)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "transition_not_allowed")
    assert "已办结" in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("who", "step", "body"),
    [
        ("official", "assign", {}),
        ("inspector", "assign", {}),
        ("office", "rectify", {"text": "x", "photos": [1]}),
        ("inspector", "give-back", {"reason": "x"}),
        ("official", "cancel", {"reason": "x"}),
        ("inspector", "suspend", {"ground": "x", "look_again_on": "2026-12-31"}),
        ("office", "extend", {"until": "2026-12-11T17:30:00+08:00", "reason": "x"}),
        ("official", "grant-extension", {}),
        ("official", "close", {}),
        ("official", "return", {"reason": "x"}),
    ],
)
def test_who_may_not_is_forbidden(place, who, step, body):
    assert act(getattr(place, who), place.assigned(), step, **body).status_code == 403


def test_out_of_sight_is_not_found_and_what_is_missing_is_said(place):
    problem, elsewhere = place.assigned(), Place("990103")

    assert act(elsewhere.office, problem, "cancel", reason="x").status_code == 404
    missing = act(place.official, problem, "rectify")
    assert (missing.status_code, [error["attr"] for error in missing.json()["errors"]]) == (400, ["text"])
    unshown = act(place.official, problem, "rectify", text="已清理")
    assert (unshown.status_code, unshown.json()["errors"][0]["detail"]) == (409, "至少附一张整改后的照片。")


def test_the_same_key_gives_the_first_answer_and_rectifies_once(place):
    problem, photo = place.assigned(), place.photo()
    body = {"text": "已清理", "photos": [photo]}

    answers = [
        post(place.official, f"problems/{problem.pk}/rectify/", body, **{"Idempotency-Key": "k1"}) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Rectification.objects.count() == 1


def test_rectifications_tell_what_was_done_and_doubts_only_to_those_who_look(place):
    problem = place.assigned()
    early = place.photo(taken_at=GIVEN - dt.timedelta(hours=3))
    done = problems.rectify(problem, text="已清理", photos=[early], actor=place.official, at=timezone.now())
    rectifications.settle(done, actor=None, at=timezone.now())
    problems.return_(problem, reason="不行", actor=place.inspector, at=timezone.now())

    (office,) = get(place.office, f"rectifications/?problem={problem.pk}").json()["results"]
    (own,) = get(place.official, "rectifications/").json()["results"]

    assert office == {
        "id": done.pk,
        "problem": problem.pk,
        "number": "〔2026〕1号",
        "organisation": {"code": place.organisation.code, "name": place.organisation.name},
        "round": 1,
        "text": "已清理",
        "filed_at": "2026-11-24T10:00:00+08:00",
        "late": False,
        "doubtful": True,
        "photos": [{"attachment": early, "doubts": [{"kind": "too_early", "taken_at": "2026-11-24T07:00:00+08:00"}]}],
        "recheck": {"passed": False, "note": "不行", "checked_at": "2026-11-24T10:00:00+08:00"},
    }
    assert own == office | {"doubtful": False, "photos": [{"attachment": early, "doubts": []}]}
    assert get(Place("990103").office, "rectifications/").json()["results"] == []
    assert get(place.office, "rectifications/?late=true").json()["results"] == []
