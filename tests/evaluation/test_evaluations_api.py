"""Quarters and appeals over the API, the task and the command."""

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from evaluation import tasks
from evaluation.actions import evaluations
from evaluation.models import Appeal, Evaluation
from foundation.jobs.models import JobRun
from tests.factories import RegionFactory, SiteFactory, admin_of, official_of
from tests.factories.checks import AttachmentFactory
from tests.factories.quarters import AFTER_Q3, DISTRICT, Q3, quarter_of

pytestmark = pytest.mark.django_db
STREET, OTHER = "990102001", "990102002"


def api(user):
    client = Client()
    client.force_login(user)
    return client


def in_publicity():
    quarter_of({STREET: ["90", "91", "92"], OTHER: ["80", "80", "80"]})
    made = evaluations.prepare(RegionFactory(code=DISTRICT), period=Q3, actor=None, at=AFTER_Q3)
    evaluations.open_for_appeal(made, actor=admin_of(DISTRICT), at=AFTER_Q3)
    Evaluation.objects.update(appeal_until="2099-01-01T00:00:00Z")
    return made


def test_quarters_have_the_shape_of_assessments_with_grade_and_veto():
    in_publicity()

    answer = api(admin_of(DISTRICT)).get(f"/api/v1/evaluations/?quarter=2026Q3&party_kind=region&parent={DISTRICT}")

    first = answer.json()["results"][0]
    assert {name: first[name] for name in ("party", "quarter", "final", "rank", "components", "grade", "veto")} == {
        "party": {"kind": "region", "code": STREET, "name": f"区划{STREET}"},
        "quarter": "2026Q3",
        "final": "91.00",
        "rank": 1,
        "components": {"months": "91.00", "satisfaction": None, "material": None},
        "grade": "excellent",
        "veto": False,
    }
    assert (first["version"], first["status"]) == (1, "in_appeal")


def test_an_unreadable_quarter_is_refused():
    assert api(admin_of(DISTRICT)).get("/api/v1/evaluations/?quarter=2026-10").status_code == 400


def test_what_made_a_result_is_open_to_the_party_and_the_office():
    row = in_publicity().results.get(region=STREET)
    address = f"/api/v1/evaluations/{row.pk}/explain/"

    tree = api(official_of(STREET)).get(address).json()

    assert [month["final"] for month in tree["months"]] == ["90.00", "91.00", "92.00"]
    assert api(official_of(OTHER)).get(address).status_code == 404


def test_an_appeal_is_lodged_and_accepted_by_points():
    made = in_publicity()
    row, person = made.results.get(region=OTHER), official_of(OTHER)
    file = AttachmentFactory(uploaded_by=person)
    body = {"subject": "result", "of": row.pk, "ground": "表彰未计入", "files": [file.pk]}

    lodged = api(person).post("/api/v1/appeals/", body, content_type="application/json")
    again = api(person).post("/api/v1/appeals/", body, content_type="application/json")
    accepted = api(admin_of(DISTRICT)).post(
        f"/api/v1/appeals/{lodged.json()['id']}/accept/",
        {"decision": "补记", "points": "2.5"},
        content_type="application/json",
    )

    row.refresh_from_db()
    assert (lodged.status_code, again.status_code, accepted.status_code) == (201, 409, 200)
    assert lodged.json()["files"] == [file.pk]
    assert (accepted.json()["state"], row.final) == ("accepted", Decimal("82.50"))


def test_an_appeal_of_another_district_is_not_found_and_a_stranger_lodges_none():
    made = in_publicity()
    row = made.results.get(region=STREET)
    body = {"subject": "result", "of": row.pk, "ground": "x"}

    assert api(official_of("990103")).post("/api/v1/appeals/", body, content_type="application/json").status_code == 404
    assert api(admin_of(DISTRICT)).post("/api/v1/appeals/", body, content_type="application/json").status_code == 403
    assert not Appeal.objects.exists()


def test_a_rejected_appeal_says_why():
    row, person = in_publicity().results.get(region=STREET), official_of(STREET)
    body = {"subject": "result", "of": row.pk, "ground": "x"}
    lodged = api(person).post("/api/v1/appeals/", body, content_type="application/json").json()

    answer = api(admin_of(DISTRICT)).post(
        f"/api/v1/appeals/{lodged['id']}/reject/", {"decision": "证据不足"}, content_type="application/json"
    )

    assert (answer.json()["state"], answer.json()["decision"]) == ("rejected", "证据不足")


def test_the_timetable_prepares_the_quarter_before_twice_with_one_outcome():
    SiteFactory()
    quarter_of({STREET: ["90", "90", "90"]})

    for _turn in range(2):
        tasks.prepare_evaluation(day="2026-10-01")

    assert list(Evaluation.objects.values_list("quarter", "version", "state")) == [(Q3.start, 1, "draft")]
    runs = JobRun.objects.filter(task="prepare_evaluation").values_list("region_code", "period", "outcome")
    assert set(runs) == {(DISTRICT, "2026Q3", "draft, version 1")}


def test_the_command_prepares_and_says_what_it_did():
    quarter_of({STREET: ["90", "90", "90"]})
    said = io.StringIO()

    call_command("prepare_evaluation", "2026Q3", district=DISTRICT, stdout=said)

    assert said.getvalue() == "990102 区划990102 2026Q3: draft, version 1, 1 evaluated.\n"
    with pytest.raises(CommandError, match="is no quarter"):
        call_command("prepare_evaluation", "2026-10")
    with pytest.raises(CommandError, match="Not prepared: 990103"):
        call_command("prepare_evaluation", "2026Q3", district="990103", stderr=io.StringIO())
