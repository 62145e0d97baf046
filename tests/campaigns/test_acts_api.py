"""What pages of the five creations do, done over the API: each act, who may not, and what is refused with words."""

import datetime as dt

import pytest
from rest_framework.test import APIClient

from campaigns.models import (
    ActionOrder,
    BoardEntry,
    CampaignLink,
    Cycle,
    JointCampaign,
    LedgerEntry,
    Milestone,
    Pairing,
    Participation,
    SpecialAction,
)
from foundation.audit.models import AuditEntry
from tests.factories import OrganisationFactory, RegionFactory, SubjectFactory, admin_of, leader_of, official_of
from tests.factories.actions import (
    ActionOrderFactory,
    JointCampaignFactory,
    MilestoneFactory,
    PairingFactory,
    SupportRecordFactory,
)
from tests.factories.ledgers import LedgerEntryFactory, ledger

pytestmark = pytest.mark.django_db
DISTRICT, VILLAGE = "990102", "990102100201"
ROOT = "/api/v1/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 4, 9, tzinfo=dt.timezone(dt.timedelta(hours=8))))


@pytest.fixture
def office():
    RegionFactory(code=DISTRICT)
    return admin_of(DISTRICT)


def post(user, path, body=None, **headers):
    client = APIClient()
    client.force_login(user)
    return client.post(f"{ROOT}{path}", body or {}, format="json", **headers)


def get(user, path):
    client = APIClient()
    client.force_login(user)
    return client.get(f"{ROOT}{path}")


def wrong(answer):
    return answer.status_code, answer.json()["errors"][0]["attr"]


def test_an_order_is_drafted_asked_numbered_and_summed_up(office):
    unit, other = (OrganisationFactory(region=RegionFactory(code=DISTRICT)) for _ in range(2))
    told = {"on": "2026-11-10", "due_on": "2026-11-20", "theme": "清洁日", "text": "清扫责任区。"}

    made = post(office, "action-orders/", told | {"district": DISTRICT})
    url = f"action-orders/{made.json()['id']}/"
    post(office, f"{url}revise/", told | {"theme": "大清扫"})
    asked = post(office, f"{url}ask/", {"organisations": [unit.code, other.code], "asked": "清扫门前"})
    out = post(office, f"{url}take-out/", {"organisation": other.code})
    issued = post(office, f"{url}issue/")
    closed = post(office, f"{url}close/", {"summary": "清运垃圾12吨"})

    assert (made.status_code, made.json()["state"], made.json()["district"]) == (201, "draft", DISTRICT)
    assert (asked.json()["theme"], asked.json()["tasks"], out.json()["tasks"]) == ("大清扫", 2, 1)
    assert (issued.json()["state"], issued.json()["number"]) == ("issued", "〔2026〕1号")
    assert (closed.json()["state"], closed.json()["summary"]) == ("closed", "清运垃圾12吨")
    assert post(office, f"{url}revise/", told).status_code == 409


def test_orders_are_for_the_office_and_refused_where_they_do_not_fit(office):
    draft, told = ActionOrderFactory(), {"on": "2026-11-10", "due_on": "2026-11-09", "theme": "a", "text": "b"}
    url = f"action-orders/{draft.pk}/"

    assert post(leader_of(DISTRICT), "action-orders/", told).status_code == 403
    assert post(admin_of("990103"), f"{url}issue/").status_code == 404
    assert wrong(post(office, "action-orders/", told | {"district": DISTRICT})) == (400, "due_on")
    assert wrong(post(office, "action-orders/", told | {"due_on": "2026-11-11", "district": "990103"})) == (
        400,
        "district",
    )
    assert wrong(post(office, f"{url}ask/", {"organisations": ["NOPE"], "asked": "x"})) == (400, "organisations")
    assert wrong(post(office, f"{url}take-out/", {"organisation": "NOPE"})) == (400, "organisation")
    assert post(office, f"{url}cancel/", {"reason": "改期"}).json()["state"] == "cancelled"
    assert ActionOrder.objects.count() == 1


def test_a_draft_sent_twice_is_made_once(office):
    told = {"on": "2026-11-10", "due_on": "2026-11-20", "theme": "清洁日", "text": "清扫。", "district": DISTRICT}

    answers = [post(office, "action-orders/", told, HTTP_IDEMPOTENCY_KEY="o-1").json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert ActionOrder.objects.count() == 1


def test_the_office_steers_a_special_action_and_its_milestones(office):
    milestone = MilestoneFactory()
    row = milestone.action
    lead, beside = (OrganisationFactory(region=row.district) for _ in range(2))
    url, one = f"special-actions/{row.pk}/", {"milestone": milestone.pk}

    changed = post(office, f"{url}change/", {"lead": lead.code, "supporters": [beside.code], "target": "40"})
    moved = post(office, f"{url}reschedule/", one | {"due_on": "2026-12-20", "reason": "汛期"})
    post(official_of(lead), f"{url}reach/", one | {"done_on": "2026-11-03"})
    again = post(office, f"{url}reopen/", one | {"reason": "核查未完成"})
    stopped = post(office, f"{url}stop/", {"reason": "并入专班"})
    resumed = post(office, f"{url}resume/")
    finished = post(office, f"{url}finish/", {"summary": "全部办结"})

    assert (changed.json()["lead"], changed.json()["supporters"], changed.json()["target"]) == (
        lead.code,
        [beside.code],
        "40.00",
    )
    assert moved.json()["milestones"][0]["due_on"] == "2026-12-20"
    assert again.json()["milestones"][0]["done_on"] is None
    states = [answer.json()["state"] for answer in (stopped, resumed, finished)]
    assert states == ["stopped", "running", "finished"]
    assert post(office, f"{url}resume/").status_code == 409


def test_special_actions_are_steered_by_the_office_alone(office):
    milestone = MilestoneFactory()
    lead = official_of(milestone.action.lead)
    url = f"special-actions/{milestone.action_id}/"

    for step in ("change", "reschedule", "reopen", "stop", "resume", "finish"):
        assert post(lead, f"{url}{step}/").status_code == 403
        assert post(admin_of("990103"), f"{url}{step}/").status_code == 404
    assert wrong(post(office, f"{url}reopen/", {"milestone": 9**9, "reason": "x"})) == (400, "milestone")
    assert wrong(post(office, f"{url}change/", {"lead": "NOPE", "supporters": [], "target": None})) == (400, "lead")
    assert SpecialAction.objects.get().state == "running"
    assert Milestone.objects.get().done_on is None


def test_units_are_paired_and_parted(office):
    unit, village = OrganisationFactory(region=RegionFactory(code=DISTRICT)), RegionFactory(code=VILLAGE)
    told = {"organisation": unit.code, "region": VILLAGE, "starts_on": "2026-11-01", "aim": "修路"}

    made = post(office, "pairings/", told)
    twice = post(office, "pairings/", told)
    url = f"pairings/{made.json()['id']}/end/"
    ended = post(office, url, {"ends_on": "2026-11-03", "reason": "轮换"})

    assert (made.status_code, made.json()["organisation"], made.json()["aim"]) == (201, unit.code, "修路")
    assert twice.status_code == 400
    assert (ended.json()["state"], ended.json()["ends_on"], ended.json()["reason"]) == ("ended", "2026-11-03", "轮换")
    assert Pairing.objects.get().region == village


def test_pairing_is_for_the_office_and_within_its_district(office):
    row, away = PairingFactory(), RegionFactory(code="990103100201")
    unit = OrganisationFactory(region=RegionFactory(code=DISTRICT))
    told = {"organisation": unit.code, "region": away.code, "starts_on": "2026-11-01"}

    assert post(official_of(row.organisation), "pairings/", told).status_code == 403
    assert wrong(post(office, "pairings/", told)) == (400, "region")
    assert wrong(post(office, "pairings/", told | {"organisation": "NOPE"})) == (400, "organisation")
    assert post(official_of(row.organisation), f"pairings/{row.pk}/end/").status_code == 403
    assert post(admin_of("990103"), f"pairings/{row.pk}/end/").status_code == 404
    assert post(office, f"pairings/{row.pk}/end/", {"ends_on": "2026-12-31", "reason": "x"}).status_code == 400


def test_an_entry_is_proposed_put_on_the_board_and_taken_off(office):
    told = {"colour": "red", "region": DISTRICT, "title": "清河市场", "ground": "连续三月满分"}

    made = post(office, "board-entries/", told)
    url = f"board-entries/{made.json()['id']}/"
    states = [
        made.json()["state"],
        post(office, f"{url}approve/").json()["state"],
        post(office, f"{url}remove/", {"reason": "期满"}).json()["state"],
    ]
    other = post(office, "board-entries/", told | {"title": "新市场"}).json()["id"]
    rejected = post(office, f"board-entries/{other}/reject/", {"reason": "依据不足"})

    assert (made.status_code, states) == (201, ["proposed", "approved", "removed"])
    assert rejected.json()["state"] == "rejected"
    assert post(leader_of(DISTRICT), "board-entries/", told).status_code == 403
    assert post(admin_of("990103"), f"{url}approve/").status_code == 404
    assert wrong(post(office, "board-entries/", told | {"region": "990103"})) == (400, "region")
    assert wrong(post(office, f"board-entries/{other}/remove/")) == (400, "reason")
    assert BoardEntry.objects.count() == 2


def test_a_cycle_is_opened_by_the_office_of_its_place(office):
    told = {"region": DISTRICT, "name": "第七届", "starts_on": "2026-01-01", "ends_on": "2028-12-31"}

    made = post(office, "cycles/", told)

    assert (made.status_code, made.json()["state"], made.json()["enrolled"]) == (201, "open", 0)
    assert post(office, "cycles/", told).status_code == 409
    assert post(leader_of(DISTRICT), "cycles/", told).status_code == 403
    assert wrong(post(office, "cycles/", told | {"region": "990102100"})) == (400, "region")
    assert wrong(post(office, "cycles/", told | {"ends_on": "2025-12-31"})) == (400, "ends_on")
    assert wrong(post(office, "cycles/", told | {"take_over": ["family"]})) == (400, "take_over.0")
    assert Cycle.objects.count() == 1


def test_parties_join_a_city_and_leave_it(office):
    city = SubjectFactory(creation_type="city", region=RegionFactory(code=DISTRICT), level="county", code=DISTRICT)
    unit, street = OrganisationFactory(region=RegionFactory(code=DISTRICT)), RegionFactory(code="990102001")
    url = f"subjects/{city.pk}/"

    joined = post(office, f"{url}join/", {"organisation": unit.code})
    post(office, f"{url}join/", {"region": street.code})
    listed = get(office, f"{url}participants/").json()["results"]
    left = post(office, f"{url}leave/", {"participant": joined.json()["id"]})

    assert (joined.status_code, joined.json()["level"], joined.json()["joined_on"]) == (
        201,
        "organisation",
        "2026-11-04",
    )
    assert [(row["region"], row["organisation"], row["name"]) for row in listed] == [
        (street.code, None, street.name),
        (DISTRICT, unit.code, unit.name),
    ]
    assert left.status_code == 204
    assert list(Participation.objects.filter(ended_on=None).values_list("region", flat=True)) == [street.code]
    RegionFactory(code="990102002")
    assert post(office, f"{url}join-all/").json() == {"joined": 1}


def test_who_takes_part_is_chosen_by_the_office(office):
    city = SubjectFactory(creation_type="city", region=RegionFactory(code=DISTRICT), level="county", code=DISTRICT)
    url = f"subjects/{city.pk}/"

    for step in ("join", "join-all", "leave"):
        assert post(leader_of(DISTRICT), f"{url}{step}/").status_code == 403
        assert post(admin_of("990103"), f"{url}{step}/").status_code == 404
    assert wrong(post(office, f"{url}join/")) == (400, "region")
    assert wrong(post(office, f"{url}join/", {"organisation": "NOPE"})) == (400, "organisation")
    assert wrong(post(office, f"{url}leave/", {"participant": 9**9})) == (400, "participant")


def test_a_line_of_a_register_ends_and_whom_an_entry_is_about_is_shown_on_record():
    village = RegionFactory(code=VILLAGE)
    official = official_of(village)
    entry = LedgerEntryFactory(kind=ledger("local_worthies"), region=village, dated_on=dt.date(2026, 10, 1))
    event = LedgerEntryFactory(kind=ledger("moral_lectures"), region=village)

    ended = post(official, f"ledger-entries/{entry.pk}/end/", {"on": "2026-11-01"})
    shown = post(official, f"ledger-entries/{entry.pk}/show-people/")

    assert (ended.status_code, ended.json()["ended_on"]) == (200, "2026-11-01")
    assert (shown.status_code, set(shown.json()), shown["Cache-Control"]) == (200, {"people"}, "no-store")
    assert AuditEntry.objects.filter(verb="ledger.reveal", actor=official).count() == 1
    assert post(official, f"ledger-entries/{event.pk}/end/", {"on": "2026-11-01"}).status_code in (403, 409)
    assert post(leader_of(DISTRICT), f"ledger-entries/{entry.pk}/show-people/").status_code == 403
    assert post(admin_of("990103"), f"ledger-entries/{entry.pk}/end/").status_code == 404
    assert LedgerEntry.objects.get(pk=event.pk).ended_on is None


def test_a_district_has_joint_campaigns_of_its_own_and_counts_records_in_them(office):
    made = post(office, "joint-campaigns/", {"district": DISTRICT, "name": "迎国检", "purpose": "迎检"})
    support, shared = SupportRecordFactory(), JointCampaignFactory()
    url = f"joint-campaigns/{made.json()['id']}/"
    told = {"kind": "support_record", "record": support.pk}

    counted = post(office, "campaign-links/count/", told | {"campaigns": [made.json()["id"], shared.pk]})
    fewer = post(office, "campaign-links/count/", told | {"campaigns": [shared.pk]})

    assert (made.status_code, made.json()["district"], made.json()["state"]) == (201, DISTRICT, "open")
    assert {row["campaign"] for row in counted.json()} == {made.json()["code"], shared.code}
    assert [(row["campaign"], row["record"]) for row in fewer.json()] == [(shared.code, support.pk)]
    assert [post(office, f"{url}{step}/").json()["state"] for step in ("close", "reopen")] == ["closed", "open"]


def test_counting_is_for_those_whose_record_it_is_and_shared_campaigns_are_nobodys(office):
    support, shared = SupportRecordFactory(), JointCampaignFactory()
    told = {"kind": "support_record", "record": support.pk, "campaigns": [shared.pk]}

    assert post(leader_of(DISTRICT), "campaign-links/count/", told).status_code == 403
    assert post(admin_of("990103"), "campaign-links/count/", told).status_code == 404
    assert wrong(post(office, "campaign-links/count/", told | {"kind": "nothing"})) == (400, "kind")
    assert wrong(post(office, "campaign-links/count/", told | {"campaigns": [9**9]})) == (400, "campaigns")
    assert post(office, f"joint-campaigns/{shared.pk}/close/").status_code == 403
    assert post(leader_of(DISTRICT), "joint-campaigns/", {"district": DISTRICT, "name": "x"}).status_code == 403
    assert wrong(post(office, "joint-campaigns/", {"district": "990103", "name": "x"})) == (400, "district")
    assert (JointCampaign.objects.count(), CampaignLink.objects.count()) == (1, 0)
