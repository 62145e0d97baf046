"""Decisions with supporting organisations (配合单位): they see it and hear of it; the owner alone carries it out."""

import datetime as dt

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from campaigns.actions import decisions, minutes
from campaigns.engine.minutes_proof import digest_of
from campaigns.exports.meetings import DECISIONS, decision_rows
from campaigns.exports.minutes import minutes_of
from campaigns.models import Decision, Meeting
from campaigns.queries.meetings import decided as decided_in
from foundation.accounts.choices import Role
from foundation.errors import BadInput, NotAllowed
from foundation.notifications.models import Notification
from tests.factories import GrantFactory, OrganisationFactory, RegionFactory, admin_of, official_of
from tests.factories.meetings import DUE, MORNING, held_meeting

pytestmark = pytest.mark.django_db
AFTER = MORNING + dt.timedelta(days=1)


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def owner():
    return OrganisationFactory(code="QH013", name="区城管局")


@pytest.fixture
def beside():
    return [
        OrganisationFactory(code=f"QH10{number}", name=name) for number, name in enumerate(("区教育局", "区公安局"))
    ]


@pytest.fixture
def decision(office, owner, beside):
    meeting = held_meeting(office, owner)
    told = {"text": "整治校园周边", "organisation": owner, "due_on": DUE, "supporters": beside}
    return decisions.decide(meeting, **told, actor=office, at=AFTER)


def issue(decision, office):
    minutes.sign(decision.meeting, actor=office, at=AFTER)
    decision.refresh_from_db()
    return decision


def test_supporters_see_it_and_hear_of_it_once_it_is_issued(decision, office, beside):
    helper, stranger = official_of(beside[0]), official_of(OrganisationFactory())
    assert list(Decision.objects.visible_to(helper)) == []

    issue(decision, office)

    assert list(Decision.objects.visible_to(helper)) == [decision]
    assert list(Meeting.objects.visible_to(helper)) == [decision.meeting]
    assert list(Decision.objects.visible_to(stranger)) == []
    (told,) = Notification.objects.filter(user=helper)
    assert (told.kind, told.values["count"], told.values["due"]) == ("decisions.supporting", "1", "2026-10-23")


def test_supporters_neither_carry_it_out_nor_close_it(decision, office, owner, beside):
    helper = official_of(beside[0])
    issue(decision, office)

    for act in (
        lambda: decisions.start(decision, actor=helper, at=AFTER),
        lambda: decisions.report(decision, answer="办好了", actor=helper, at=AFTER),
        lambda: decisions.cancel(decision, reason="x", actor=helper, at=AFTER),
    ):
        with pytest.raises(NotAllowed):
            act()
    decisions.report(decision, answer="办好了", actor=official_of(owner), at=AFTER)
    GrantFactory(user=helper, role=Role.ADMIN, region=RegionFactory(code="990102"))
    helper = type(helper).objects.get(pk=helper.pk)
    with pytest.raises(NotAllowed, match="配合"):
        decisions.confirm(decision, actor=helper, at=AFTER)
    decisions.confirm(decision, actor=office, at=AFTER)


@pytest.mark.parametrize("wrong", ["owner", "elsewhere", "closed"])
def test_who_cannot_support_is_refused(office, owner, wrong):
    meeting = held_meeting(office, owner)
    who = {
        "owner": owner,
        "elsewhere": OrganisationFactory(region__code="990103"),
        "closed": OrganisationFactory(closed_on=dt.date(2026, 1, 1)),
    }[wrong]

    with pytest.raises(BadInput):
        decisions.decide(meeting, text="x", organisation=owner, due_on=DUE, supporters=[who], actor=office, at=AFTER)


def test_minutes_pages_and_the_workbook_name_them(client, decision, office, beside):
    issue(decision, office)
    meeting = Meeting.objects.select_related("region", "kind").get()
    text = minutes_of(meeting, [], [], decided_in(meeting))
    row = next(decision_rows(Decision.objects.for_list(on=DUE)))
    client.force_login(official_of(beside[1]))

    assert text.decisions[0][2] == "区城管局（配合：区教育局、区公安局）"
    assert row[[str(one) for one in DECISIONS].index("配合单位")] == "区教育局、区公安局"
    for name, args in (("decision", [decision.pk]), ("decisions", []), ("meeting", [meeting.pk])):
        assert "区教育局" in client.get(reverse(f"campaigns:{name}", args=args)).content.decode()


def test_the_digest_counts_them(decision, office, beside):
    issue(decision, office)
    meeting = Meeting.objects.get()
    assert digest_of(meeting) == meeting.digest

    decision.supporters.remove(beside[0])

    assert digest_of(Meeting.objects.get()) != meeting.digest


def test_changing_a_draft_changes_them(client, decision, office, beside):
    client.force_login(office)
    told = {"text": "整治", "organisation": decision.organisation_id, "due_on": "2026-10-23", "links": ""}

    client.post(reverse("campaigns:decision-edit", args=[decision.pk]), told | {"supporters": [beside[1].pk]})

    assert list(decision.supporters.all()) == [beside[1]]


def test_clients_name_them_by_code(office, owner, beside):
    meeting, client = held_meeting(office, owner), APIClient()
    client.force_authenticate(office)
    body = {"meeting": meeting.pk, "text": "整治", "organisation": "QH013", "due_on": "2026-10-23"}

    made = client.post("/api/v1/decisions/", body | {"supporters": ["QH101", "QH100"]}, format="json")
    wrong = client.post("/api/v1/decisions/", body | {"supporters": ["NO"]}, format="json")

    assert (made.status_code, wrong.status_code, Decision.objects.count()) == (201, 400, 1)
    assert made.json()["supporters"] == [
        {"code": "QH100", "name": "区教育局"},
        {"code": "QH101", "name": "区公安局"},
    ]
