"""Severity policies: shipped, shared, set by a district for itself; and their page."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from evaluation.actions import policies
from evaluation.models import SeverityPolicy
from evaluation.queries.policies import automatic_severities, policies_of, policy_of, shipped_policies
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed
from tests.factories import RegionFactory, admin_of, inspector_of, official_of
from tests.factories.problems import GIVEN

pytestmark = pytest.mark.django_db
SERIOUS = {
    "time_amount": 5, "time_unit": "working_day", "assignment": "auto", "reminder_left": "1/4",
    "supervision_factor": "1/2", "supervision_minimum_days": 2, "recheck": "sample", "recheck_percent": 30,
    "second_look_percent": 10, "second_look_after": 60, "deduct_per_lapse": "0.8",
}  # fmt: skip


@pytest.fixture
def district():
    return RegionFactory(code="990102")


def adopt(district, actor=None, severity="serious", **changes):
    return policies.adopt(district, severity, **(SERIOUS | changes), actor=actor, at=GIVEN)


def test_what_ships_holds_before_anybody_installs_it_and_the_same_afterwards():
    before = policies_of("990102")

    assert policies.install(actor=None, at=GIVEN) == 4
    assert policies.install(actor=None, at=GIVEN) == 0
    assert policies_of("990102") == before
    assert {severity: (one.time_amount, one.time_unit, one.is_automatic) for severity, one in before.items()} == {
        "minor": (1, "working_day", True),
        "normal": (3, "working_day", False),
        "serious": (7, "working_day", False),
        "emergency": (4, "clock_hour", True),
    }


def test_a_district_sets_its_own_and_others_keep_the_shared_ones(district):
    adopt(district, actor=admin_of("990102"))

    own = policy_of("990102", "serious")
    assert (own.time_amount, own.reminder_left, own.supervision_minimum_days) == (5, Fraction(1, 4), 2)
    assert (own.rechecks_all, own.recheck_share, own.second_look_share) == (False, Fraction(3, 10), Fraction(1, 10))
    assert own.deduct_per_lapse == Decimal("0.8")
    assert policy_of("990103", "serious").time_amount == 7
    assert (automatic_severities("990102"), automatic_severities("990103")) == (
        ["minor", "serious", "emergency"], ["minor", "emergency"],
    )  # fmt: skip
    assert automatic_severities(None) == ["emergency", "minor", "serious"]


def test_a_change_is_written_down_with_what_held_before(district):
    office = admin_of("990102")
    adopt(district, actor=office)
    adopt(district, actor=office, time_amount=6)

    entry = AuditEntry.objects.filter(verb="policy.adopt").latest("pk")
    assert (entry.before["time_amount"], entry.after["time_amount"], entry.region_code) == (5, 6, "990102")
    assert SeverityPolicy.objects.count() == 1


def test_the_shared_one_holds_again_when_the_own_one_is_dropped(district):
    policies.drop(adopt(district), actor=admin_of("990102"), at=GIVEN)

    assert policy_of("990102", "serious").time_amount == 7
    assert AuditEntry.objects.latest("pk").verb == "policy.drop"


def test_only_the_office_of_the_district_sets_its_times_and_the_one_above_all_the_shared_ones(district):
    other = admin_of("990103")
    for person in (other, inspector_of("990102"), official_of("990102")):
        with pytest.raises(NotAllowed, match="只有本辖区"):
            adopt(district, actor=person)
    with pytest.raises(NotAllowed, match="其他区县也在使用"):
        adopt(None, actor=admin_of("990102"))
    adopt(None, actor=admin_of("99"))
    assert policy_of("990103", "serious").time_amount == 5


@pytest.mark.parametrize(
    "changes",
    [{"time_amount": 0}, {"time_amount": 251}, {"reminder_left": "4/3"}, {"reminder_left": "0.3"},
     {"second_look_percent": 101}, {"time_unit": "moons"}],
    ids=["no time", "longer than anybody waits", "more than all", "no share", "more than all looked at", "no unit"],
)  # fmt: skip
def test_a_policy_that_makes_no_sense_is_refused(district, changes):
    with pytest.raises(BadInput):
        adopt(district, **changes)
    assert not SeverityPolicy.objects.exists()


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_page_tells_what_holds_in_ones_district(district):
    adopt(district)

    page = client_of(admin_of("990102")).get("/manage/policies/")

    assert [(line.row.severity, line.row.time_amount, line.is_own) for line in page.context["lines"]] == [
        ("minor", 1, False), ("normal", 3, False), ("serious", 5, True), ("emergency", 4, False),
    ]  # fmt: skip
    assert "本区自定" in page.content.decode()
    assert "恢复统一时限" not in client_of(inspector_of("990102")).get("/manage/policies/").content.decode()
    assert client_of(official_of(district)).get("/manage/policies/?district=all").context["district"] is None


def test_a_policy_is_set_and_dropped_on_the_page(district):
    office = client_of(admin_of("990102"))

    saved = office.post("/manage/policies/990102/serious/", SERIOUS, follow=True)
    row = SeverityPolicy.objects.get()
    wrong = office.post("/manage/policies/990102/serious/", SERIOUS | {"time_amount": 300})
    office.post(f"/manage/policies/{row.pk}/drop/")

    assert "新时限从现在起执行" in saved.content.decode()
    assert (row.district_id, row.time_amount) == ("990102", 5)
    assert (wrong.status_code, "时限过长" in wrong.content.decode()) == (422, True)
    assert not SeverityPolicy.objects.exists()
    assert office.get("/manage/policies/990102/huge/").status_code == 404
    assert client_of(admin_of("990103")).get("/manage/policies/990102/serious/").status_code == 404


def test_shipped_policies_are_those_of_the_catalogue():
    assert shipped_policies()["emergency"]["supervision_minimum_days"] == 1
    assert str(SeverityPolicy(severity="minor", **shipped_policies()["minor"])) == "轻微 · 1 个工作日"
