"""Action orders, special actions and pairings over the API."""

import datetime as dt

import pytest
from rest_framework.test import APIClient

from campaigns.models import ActionTask, SupportRecord
from tests.factories import OrganisationFactory, admin_of, official_of
from tests.factories.actions import (
    ActionOrderFactory,
    ActionTaskFactory,
    MilestoneFactory,
    PairingFactory,
    SupportRecordFactory,
)

pytestmark = pytest.mark.django_db
DISTRICT = "990102"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 4, 9, tzinfo=dt.timezone(dt.timedelta(hours=8))))


def client_of(user) -> APIClient:
    client = APIClient()
    client.force_login(user)
    return client


def test_an_order_has_its_number_and_how_far_its_tasks_are():
    task = ActionTaskFactory()
    ActionOrderFactory()

    rows = client_of(official_of(task.organisation)).get("/api/v1/action-orders/").json()["results"]

    assert [(row["number"], row["state"], row["tasks"], row["confirmed"], row["late"]) for row in rows] == [
        ("〔2026〕1号", "issued", 1, 0, 0)
    ]
    assert rows[0]["document_url"].endswith(f"/api/v1/action-orders/{task.order_id}/document/")


def test_a_task_is_answered_once_however_often_the_call_is_sent_and_then_judged():
    task = ActionTaskFactory()
    url, client = f"/api/v1/action-tasks/{task.pk}/", client_of(official_of(task.organisation))
    key = {"HTTP_IDEMPOTENCY_KEY": "a-1"}

    first = client.post(f"{url}answer/", {"text": "清理小巷12条", "people": 30}, format="json", **key)
    again = client.post(f"{url}answer/", {"text": "清理小巷12条", "people": 30}, format="json", **key)
    twice = client.post(f"{url}answer/", {"text": "再报一次"}, format="json")
    confirmed = client_of(admin_of(DISTRICT)).post(f"{url}confirm/")

    assert (first.status_code, again.status_code, twice.status_code, confirmed.status_code) == (200, 200, 409, 200)
    assert first.json() == again.json()
    assert confirmed.json()["state"] == "confirmed"


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x" * 501}, {"text": "x", "people": -1}, {"text": "\0"}])
def test_an_answer_that_cannot_be_is_refused_with_words(body):
    task = ActionTaskFactory()

    answer = client_of(official_of(task.organisation)).post(
        f"/api/v1/action-tasks/{task.pk}/answer/", body, format="json"
    )

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"]
    assert ActionTask.objects.get().state == "asked"


def test_strangers_find_nothing_and_the_wrong_role_is_told():
    task = ActionTaskFactory()
    url = f"/api/v1/action-tasks/{task.pk}/"

    assert client_of(admin_of("990103")).get(url).status_code == 404
    assert client_of(official_of(task.organisation)).post(f"{url}confirm/").status_code == 403
    assert client_of(admin_of(DISTRICT)).post(f"{url}answer/", {"text": "x"}, format="json").status_code == 403


def test_a_special_action_is_reported_on_and_shows_what_it_reached():
    milestone = MilestoneFactory()
    action = milestone.action
    url, client = f"/api/v1/special-actions/{action.pk}/", client_of(official_of(action.lead))

    before = client.get(url).json()
    reach = client.post(f"{url}reach/", {"milestone": milestone.pk, "done_on": "2026-11-03"}, format="json")
    entered = client.post(f"{url}enter/", {"month": "2026-10", "value": "6"}, format="json")
    unsaid = client.post(f"{url}enter/", {"month": "2026-10", "value": "5"}, format="json")
    odd = client.post(f"{url}enter/", {"month": "2026-13", "value": "5"}, format="json")
    other = client.post(f"{url}reach/", {"milestone": 9**18, "done_on": "2026-11-03"}, format="json")

    assert (before["reached"], before["milestones"][0]["late"], before["lead"]) == (None, True, action.lead.code)
    assert (reach.status_code, entered.status_code) == (200, 200)
    assert (entered.json()["reached"], entered.json()["milestones"][0]["done_on"]) == ("6.00", "2026-11-03")
    assert entered.json()["figures"] == [{"month": "2026-10", "value": "6.00", "version": 1, "reason": ""}]
    assert (unsaid.status_code, odd.status_code, other.status_code) == (400, 400, 400)


def test_support_is_recorded_and_reversed():
    pairing = PairingFactory()
    client = client_of(official_of(pairing.organisation))
    body = {"kind": "party", "on": "2026-11-03", "text": "联合主题党日", "funds": "300.50"}

    made = client.post(f"/api/v1/pairings/{pairing.pk}/support/", body, format="json")
    row = client.get(f"/api/v1/pairings/{pairing.pk}/").json()
    wrong = client.post(f"/api/v1/pairings/{pairing.pk}/support/", body | {"on": "2027-01-01"}, format="json")
    back = client.post(f"/api/v1/support-records/{made.json()['id']}/reverse/", {"reason": "写错"}, format="json")

    assert (made.status_code, made.json()["funds"], made.json()["state"]) == (201, "300.50", "entered")
    assert (row["records"], row["in_quarter"], row["funds"]) == (1, 1, "300.50")
    assert (wrong.status_code, back.status_code, back.json()["state"]) == (400, 200, "reversed")
    assert SupportRecord.objects.count() == 1


def test_lists_are_cut_to_the_callers_scope():
    mine = SupportRecordFactory()
    SupportRecordFactory()
    client = client_of(official_of(mine.organisation))

    assert [row["id"] for row in client.get("/api/v1/support-records/").json()["results"]] == [mine.pk]
    assert [row["id"] for row in client.get("/api/v1/pairings/").json()["results"]] == [mine.pairing_id]
    assert client_of(official_of(OrganisationFactory())).get("/api/v1/pairings/").json()["results"] == []
