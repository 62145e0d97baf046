"""What the board does beside the steps of a problem, over the API: take back, name who re-checks, keep views."""

import datetime as dt

import pytest
from django.test import Client

from evaluation.models import Notice, Problem, SavedView
from foundation.audit.models import AuditEntry
from tests.factories import admin_of, inspector_of
from tests.factories.problems import GIVEN, Place

pytestmark = pytest.mark.django_db
SOON, LATE = GIVEN + dt.timedelta(minutes=4, seconds=59), GIVEN + dt.timedelta(minutes=5)
VIEWS = "/api/v1/saved-views/"


@pytest.fixture
def place(time_machine):
    time_machine.move_to(SOON, tick=False)
    return Place()


def call(user, method, path, body=None, **headers):
    client = Client()
    client.force_login(user)
    return getattr(client, method)(path, body or {}, content_type="application/json", headers=headers)


def act(user, problem, name, **body):
    return call(user, "post", f"/api/v1/problems/{problem.pk}/{name}/", body)


def said(answer):
    return answer.status_code, answer.json()["errors"][0]["detail"]


def test_an_assignment_is_taken_back_within_five_minutes(place):
    problem = place.assigned()

    found = act(place.office, problem, "recall")

    assert (found.status_code, found.json()["state"], found.json()["due_at"]) == (200, "found", None)
    assert Notice.objects.get(problem=problem).state == "withdrawn"


def test_later_or_a_second_time_it_is_refused_with_the_reason(place, time_machine):
    problem, other = place.assigned(), place.assigned(item="MKT-02")
    act(place.office, other, "recall")
    time_machine.move_to(LATE, tick=False)

    told = "没有可撤回的交办：已过五分钟，或已签收、已整改。"
    assert said(act(place.office, problem, "recall")) == (409, told)
    assert said(act(place.office, other, "recall")) == (409, told)
    assert Problem.objects.get(pk=problem.pk).state == "assigned"


def test_only_the_office_of_the_place_takes_back(place):
    problem = place.assigned()

    assert act(place.official, problem, "recall").status_code == 403
    assert act(admin_of("990103"), problem, "recall").status_code == 404
    assert not AuditEntry.objects.filter(verb="problem.recall").exists()


def test_the_same_call_sent_again_takes_back_once(place):
    problem, path = place.assigned(), "/api/v1/problems/{}/recall/"
    first, again = (
        call(place.office, "post", path.format(problem.pk), **{"Idempotency-Key": "back-1"}) for _ in range(2)
    )

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert AuditEntry.objects.filter(verb="problem.recall").count() == 1


def test_the_office_names_who_looks_again(place):
    other, problem = inspector_of("990102"), place.rectified()

    found = act(place.office, problem, "name-rechecker", rechecker=other.username)

    assert (found.status_code, found.json()["state"], found.json()["rechecker"]) == (200, "rectified", other.username)
    assert Problem.objects.get(pk=problem.pk).rechecker == other


def test_an_inspector_above_the_office_can_be_named_too(place):
    above, problem = inspector_of("9901"), place.rectified()

    assert act(place.office, problem, "name-rechecker", rechecker=above.username).status_code == 200


def test_who_cannot_look_again_is_refused_by_name(place):
    problem = place.rectified()
    insider = inspector_of("990102", organisation=place.organisation)
    away = inspector_of("990103")

    own = act(place.office, problem, "name-rechecker", rechecker=insider.username)
    official = act(place.office, problem, "name-rechecker", rechecker=place.official.username)
    unknown = act(place.office, problem, "name-rechecker", rechecker=away.username)

    assert said(own) == (409, f"{insider.name}属于整改单位或其上级单位，换一位督查员。")
    assert said(official) == (409, f"{place.official.name}不是本辖区的督查员。")
    assert said(unknown) == (400, "你的辖区里没有这个人。")


def test_naming_is_for_the_office_and_for_what_was_put_right(place):
    problem, waiting = place.rectified(), place.assigned(item="MKT-02")
    name = {"rechecker": place.inspector.username}

    assert act(place.inspector, problem, "name-rechecker", **name).status_code == 403
    assert act(admin_of("990103"), problem, "name-rechecker", **name).status_code == 404
    assert act(place.office, waiting, "name-rechecker", **name).status_code == 409
    assert act(place.office, problem, "name-rechecker").status_code == 400


def test_a_view_is_kept_listed_and_dropped_by_its_owner_alone(place):
    made = call(place.office, "post", VIEWS, {"name": "严重", "query": "page=3&severity=serious&state=assigned"})
    view = SavedView.objects.get()
    shape = {
        "id": view.pk,
        "page": "problems",
        "name": "严重",
        "query": "severity=serious&state=assigned",
        "kept_at": "2026-11-24T10:04:59+08:00",
        "url": "/problems/?severity=serious&state=assigned",
    }

    assert (made.status_code, made.json()) == (201, shape)
    assert call(place.office, "get", VIEWS).json()["results"] == [shape]
    assert call(place.office, "get", f"{VIEWS}{view.pk}/").json() == shape
    assert call(admin_of("990102"), "get", VIEWS).json()["results"] == []
    assert call(admin_of("990102"), "delete", f"{VIEWS}{view.pk}/").status_code == 404
    assert call(place.office, "delete", f"{VIEWS}{view.pk}/").status_code == 204
    assert not SavedView.objects.exists()


def test_the_same_name_again_stands_for_the_new_filters(place):
    for query in ("severity=serious", "?severity=minor"):
        call(place.office, "post", VIEWS, {"name": "我的", "query": query})

    assert list(SavedView.objects.values_list("name", "query")) == [("我的", "severity=minor")]


@pytest.mark.parametrize("query", ["", "page=2", "nothing=1", f"q={'长' * 400}"])
def test_a_view_without_filters_or_with_too_many_is_refused(place, query):
    refused = call(place.office, "post", VIEWS, {"name": "空", "query": query})

    assert (refused.status_code, refused.json()["errors"][0]["attr"]) == (400, "query")


def test_a_thirteenth_view_is_refused(place):
    for n in range(12):
        call(place.office, "post", VIEWS, {"name": f"视图{n}", "query": "severity=minor"})

    assert said(call(place.office, "post", VIEWS, {"name": "又一个", "query": "severity=minor"})) == (
        409,
        "已保存 12 个视图，先删除一个再存。",
    )


def test_a_drop_sent_again_is_answered_as_the_first(place):
    call(place.office, "post", VIEWS, {"name": "严重", "query": "severity=serious"})
    path = f"{VIEWS}{SavedView.objects.get().pk}/"

    assert [call(place.office, "delete", path, **{"Idempotency-Key": "drop"}).status_code for _ in "12"] == [204, 204]
