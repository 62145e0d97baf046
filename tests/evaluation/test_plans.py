"""Plans: drawn up, adopted, ended; by whom; and their pages."""

import datetime as dt
from itertools import product

import pytest
import time_machine
from django.core.exceptions import ValidationError

from evaluation.actions import plans
from evaluation.choices import Frequency, PlanState
from evaluation.models import Check, Draw, Plan, PlanRule
from evaluation.transitions import PLAN
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from tests.factories import PlanFactory, RegionFactory, SiteFactory, SiteTypeFactory, admin_of, inspector_of, leader_of
from tests.factories.evaluation import DAY, MOMENT

pytestmark = pytest.mark.django_db
START = dt.date(2026, 10, 1)


@pytest.fixture
def office():
    return admin_of("990102", name="陈主任")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(MOMENT, tick=False):
        yield


def drafted(office, **changes):
    plan = Plan(**{"name": "四季度计划", "district": RegionFactory(), "starts_on": START, **changes})
    rules = [plans.Times(SiteTypeFactory(), 2, Frequency.WEEK)]
    return plans.draft(plan=plan, rules=rules, actor=office, at=MOMENT)


def test_a_plan_begins_as_a_draft(office):
    plan = drafted(office)

    assert (plan.state, plan.rules.get().times, plan.rules.get().per) == ("draft", 2, "week")
    assert AuditEntry.objects.get().after["rules"] == {"market": "2 week"}


def test_a_draft_can_be_changed_and_a_plan_in_force_cannot(office):
    plan = drafted(office)
    plan.daily_load = 9
    plans.draft(plan=plan, rules=[], actor=office, at=MOMENT)
    assert (Plan.objects.get().daily_load, plan.rules.count()) == (9, 0)

    Plan.objects.update(state="adopted")
    with pytest.raises(plans.PlanSettled):
        plans.draft(plan=plan, rules=[], actor=office, at=MOMENT)


def test_a_plan_that_makes_no_sense_is_refused(office):
    with pytest.raises(ValidationError):
        drafted(office, ends_on=START - dt.timedelta(days=1))
    with pytest.raises(ValidationError):
        drafted(office, daily_load=61)


def test_a_plan_without_frequencies_is_not_adopted(office):
    with pytest.raises(plans.PlanNotReady):
        plans.adopt(PlanFactory(state="draft"), actor=office, at=MOMENT)


def test_a_district_has_one_plan_in_force(office):
    PlanFactory()

    with pytest.raises(plans.PlanInForce):
        plans.adopt(drafted(office), actor=office, at=MOMENT)


@pytest.mark.parametrize(("old", "step"), list(product(PlanState, ["adopted", "ended"])))
def test_a_plan_moves_only_as_its_table_says(office, old, step):
    plan = PlanFactory(state=old)
    PlanRule.objects.create(plan=plan, site_type=SiteTypeFactory())
    act = {"adopted": plans.adopt, "ended": plans.end}[step]

    if PLAN.allows(old, step):
        act(plan, actor=office, at=MOMENT)
        assert Plan.objects.get().state == step
    else:
        with pytest.raises(TransitionNotAllowed):
            act(plan, actor=office, at=MOMENT)


def test_only_the_office_of_the_district_plans():
    plan = PlanFactory()

    for person in (admin_of("990103"), inspector_of("990102"), leader_of("990102")):
        with pytest.raises(NotAllowed):
            plans.end(plan, actor=person, at=MOMENT)


def test_a_plan_is_drawn_up_adopted_and_drawn_by_on_its_pages(client, office):
    client.force_login(office)
    inspector_of("990102")
    site = SiteFactory()
    SiteTypeFactory(code="park")
    form = {"name": "日常计划", "district": "990102", "starts_on": "2026-10-01", "daily_load": 6}
    form |= {f"times_{site.type_id}": 1, f"per_{site.type_id}": "month"}
    assert client.get("/plans/new/").status_code == 200

    made = client.post("/plans/new/", form | {f"per_{kind.pk}": "month" for kind in type(site.type).objects.all()})
    plan = Plan.objects.get()
    adopted = client.post(f"/plans/{plan.pk}/adopt/")
    drawn = client.post("/draws/today/990102/")

    draw = Draw.objects.get()
    assert (made.url, adopted.url, drawn.url) == (f"/plans/{plan.pk}/", f"/plans/{plan.pk}/", f"/draws/{draw.pk}/")
    assert (draw.on, draw.drawn_count, Check.objects.get().site) == (DAY, 1, site)
    assert list(plan.rules.values_list("site_type", "times", "per")) == [(site.type_id, 1, "month")]


def test_a_wrong_form_keeps_what_was_filled_in(client, office):
    client.force_login(office)

    response = client.post("/plans/new/", {"name": "日常计划", "starts_on": "2026-10-01", "daily_load": 99})

    assert response.status_code == 200
    assert 'value="日常计划"' in response.content.decode()
    assert not Plan.objects.exists()


def test_somebody_elses_district_cannot_be_chosen(client, office):
    RegionFactory(code="990103")
    client.force_login(office)

    client.post("/plans/new/", {"name": "x", "district": "990103", "starts_on": "2026-10-01", "daily_load": 6})

    assert not Plan.objects.exists()


@pytest.mark.parametrize("path", ["/plans/", "/plans/{plan}/", "/draws/", "/draws/{draw}/", "/draws/{draw}/?replay=1"])
def test_plans_and_draws_are_open_to_the_office_and_leaders_of_the_place(client, path):
    site = SiteFactory()
    plan = PlanFactory(district=site.district)
    PlanRule.objects.create(plan=plan, site_type=site.type)
    inspector_of("990102")
    draw = plans.draw("990102", on=DAY, actor=None, at=MOMENT)
    address = path.format(plan=plan.pk, draw=draw.pk)
    is_list = "{" not in path

    for person, status in ((admin_of("990102"), 200), (leader_of("9901"), 200), (admin_of("990103"), 404)):
        client.force_login(person)
        assert client.get(address).status_code == (200 if is_list else status)


def test_a_draw_explains_itself_and_is_the_same_when_drawn_again(client, office):
    client.cookies["django_language"] = "en"
    site = SiteFactory(name="永安农贸市场")
    plan = PlanFactory(district=site.district)
    PlanRule.objects.create(plan=plan, site_type=site.type)
    inspector_of("990102", name="王小明")
    draw = plans.draw("990102", on=DAY, actor=None, at=MOMENT)
    client.force_login(office)

    text = client.get(f"/draws/{draw.pk}/?replay=1").content.decode()

    for words in ("1 of 1 due sites were drawn", "永安农贸市场", "王*", "never", "1 inspector could go", draw.seed):
        assert words in text
    assert "Drawn again from the recorded inputs: the same 1 check." in text


def test_a_draw_that_was_tampered_with_is_found_out(client, office):
    client.cookies["django_language"] = "en"
    site = SiteFactory()
    plan = PlanFactory(district=site.district)
    PlanRule.objects.create(plan=plan, site_type=site.type)
    inspector_of("990102")
    draw = plans.draw("990102", on=DAY, actor=None, at=MOMENT)
    Draw.objects.update(inputs={**draw.inputs, "drawn": []})
    client.force_login(office)

    assert "the result differs from the record" in client.get(f"/draws/{draw.pk}/?replay=1").content.decode()


def test_plans_over_the_api(client, office):
    plan = drafted(office)
    client.force_login(office)

    (row,) = client.get("/api/v1/plans/?state=draft").json()["results"]

    assert row == {
        "id": plan.pk,
        "name": "四季度计划",
        "district": "990102",
        "status": "draft",
        "starts_on": "2026-10-01",
        "ends_on": None,
        "daily_load": 6,
        "works_on_holidays": False,
        "rules": [{"site_type": "market", "times": 2, "per": "week"}],
    }
