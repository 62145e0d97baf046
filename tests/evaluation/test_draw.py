"""Drawing a day's checks: who is due, who is sent, twice, late, on days off."""

import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from evaluation.actions import plans
from evaluation.choices import CheckState
from evaluation.engine.draw import Inputs, replay
from evaluation.engine.draw_reasons import inputs_of, replayed
from evaluation.models import Check, Draw, PlanRule
from evaluation.tasks import draw_checks
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.jobs.models import JobRun
from tests.factories import CheckFactory, OrganisationFactory, PlanFactory, SiteFactory, admin_of, inspector_of
from tests.factories.evaluation import DAY, MOMENT

pytestmark = pytest.mark.django_db
DISTRICT = "990102"


@pytest.fixture
def plan():
    """Markets once a month."""
    site = SiteFactory(code="FIRST")
    made = PlanFactory(district=site.district, daily_load=6)
    PlanRule.objects.create(plan=made, site_type=site.type, times=1, per="month")
    return made


def draw(on=DAY, **changes):
    return plans.draw(DISTRICT, on=on, actor=None, at=MOMENT, **changes)


def drawn_sites(draw):
    return sorted(draw.checks.values_list("site__code", flat=True))


def test_a_due_site_is_drawn_for_an_inspector_of_its_zone(plan):
    inspector = inspector_of("990102001")
    inspector_of("990102002")

    made = draw()

    check = Check.objects.get()
    assert (check.site.code, check.inspector, check.on, check.state, check.draw) == (
        "FIRST",
        inspector,
        DAY,
        "drawn",
        made,
    )
    assert (check.region_id, check.district_id) == ("990102001001", DISTRICT)
    assert (made.due_count, made.drawn_count, made.unassigned_count, made.late) == (1, 1, 0, False)
    entry = AuditEntry.objects.get(verb="draw.make")
    assert (entry.actor, entry.subject_id, entry.after["drawn"]) == (None, str(made.pk), 1)


def test_a_site_checked_less_than_its_interval_ago_is_not_due(plan):
    inspector_of(DISTRICT)
    for days in (29, 30):
        CheckFactory(site=SiteFactory(code=f"AGO-{days}"), on=DAY - dt.timedelta(days=days), done=True)

    assert drawn_sites(draw()) == ["AGO-30", "FIRST"]


def test_cancelled_and_voided_checks_do_not_count_as_a_visit(plan):
    inspector_of(DISTRICT)
    for state in (CheckState.CANCELLED, CheckState.VOIDED):
        CheckFactory(site=SiteFactory(code=state.value), on=DAY - dt.timedelta(days=5), done=True, state=state)

    assert drawn_sites(draw()) == ["FIRST", "cancelled", "voided"]


def test_no_site_is_drawn_twice_within_three_days(plan):
    PlanRule.objects.update(times=7, per="week")
    inspector_of(DISTRICT)
    for days in (2, 3):
        CheckFactory(site=SiteFactory(code=f"AGO-{days}"), on=DAY - dt.timedelta(days=days), done=True)

    assert drawn_sites(draw()) == ["AGO-3", "FIRST"]


def test_retired_sites_and_types_outside_the_plan_are_left_alone(plan):
    inspector_of(DISTRICT)
    SiteFactory(state="retired")
    SiteFactory(type__code="park")
    SiteFactory(region__code="990103001001")

    assert drawn_sites(draw()) == ["FIRST"]


def test_nobody_is_sent_to_a_site_of_his_own_organisation_or_one_above_or_below(plan):
    above = OrganisationFactory()
    own = OrganisationFactory(parent=above)
    below = OrganisationFactory(parent=own)
    for organisation in (above, own, below):
        SiteFactory(code=organisation.code, organisation=organisation)
    inspector_of(DISTRICT, organisation=own)

    made = draw()

    assert drawn_sites(made) == ["FIRST"]
    assert made.unassigned_count == 3


def test_people_whose_grant_has_ended_are_not_drawn(plan):
    inspector_of(DISTRICT).grants.update(ends_on=DAY - dt.timedelta(days=1))
    inspector_of(DISTRICT, is_active=False)

    assert draw().drawn_count == 0


def test_an_inspector_of_the_city_goes_anywhere_in_the_district(plan):
    inspector_of("9901")

    assert draw().drawn_count == 1


def test_drawing_a_day_twice_changes_nothing(plan):
    inspector_of(DISTRICT)
    first = draw()
    SiteFactory()

    assert draw() == first
    assert (Draw.objects.count(), Check.objects.count()) == (1, 1)


def test_the_load_limits_a_day_and_the_rest_comes_the_next(plan):
    inspector_of(DISTRICT)
    SiteFactory.create_batch(8)

    first, second = draw(), draw(DAY + dt.timedelta(days=1))

    assert [(made.due_count, made.drawn_count, made.unassigned_count) for made in (first, second)] == [
        (9, 6, 3),
        (3, 3, 0),
    ]
    assert not set(drawn_sites(first)) & set(drawn_sites(second))


def test_anyone_can_replay_a_draw(plan):
    for region in ("990102001", "990102002", DISTRICT):
        inspector_of(region)
    sites = SiteFactory.create_batch(30)
    for number, site in enumerate(sites[:20]):
        CheckFactory(site=site, on=DAY - dt.timedelta(days=30 + number // 4), done=True)
    SiteFactory.create_batch(5, region__code="990102002001")

    made = draw()

    again = replay(inputs_of(made))
    assert {(one.site, one.inspector) for one in again} == set(made.checks.values_list("site", "inspector"))
    assert inputs_of(made).digest == made.inputs_digest
    assert (made.drawn_count, made.seed) == (len(again), inputs_of(made).seed)
    assert replayed(made).is_same


def test_the_order_of_the_database_is_the_order_of_the_rules(plan, monkeypatch):
    monkeypatch.setattr(plans, "AT_LEAST_AT_ONCE", -9)
    inspector_of("990102002")
    SiteFactory.create_batch(40)
    SiteFactory.create_batch(3, region__code="990102002001")

    made = draw()

    read = inputs_of(made)
    assert (len(read.candidates), made.drawn_count, made.due_count) == (44, 3, 44)
    assert {one.site for one in replay(read)} == set(made.checks.values_list("site", flat=True))


def test_two_draws_with_the_same_number_are_the_same(plan):
    inspector_of(DISTRICT)

    made = draw(nonce="seeded")

    assert made.seed == Inputs(DISTRICT, plan.pk, DAY, "seeded", 6, 1).seed


def test_a_day_off_is_recorded_without_checks(plan):
    inspector_of(DISTRICT)
    holiday = dt.date(2026, 10, 1)

    made = draw(holiday)

    assert (made.day_off, made.drawn_count, made.due_count) == (True, 0, 0)


def test_a_plan_may_work_on_days_off(plan):
    inspector_of(DISTRICT)
    plan.works_on_holidays = True
    plan.save(update_fields=["works_on_holidays"])

    assert draw(dt.date(2026, 10, 1)).drawn_count == 1


@pytest.mark.parametrize(
    "changes",
    [{"state": "draft"}, {"state": "ended"}, {"ends_on": dt.date(2026, 10, 13)}, {"starts_on": dt.date(2026, 10, 15)}],
)
def test_without_a_plan_in_force_nothing_is_drawn(plan, changes):
    type(plan).objects.update(**changes)

    with pytest.raises(plans.NoPlan):
        draw()


def test_only_the_office_of_the_district_draws(plan):
    with pytest.raises(NotAllowed):
        plans.draw(DISTRICT, on=DAY, actor=admin_of("990103"), at=MOMENT)

    assert plans.draw(DISTRICT, on=DAY, actor=admin_of(DISTRICT), at=MOMENT).on == DAY


def test_missed_days_are_drawn_late_when_the_timetable_comes_back(plan):
    inspector_of(DISTRICT)
    draw(dt.date(2026, 10, 9))
    SiteFactory()

    made = plans.catch_up(DISTRICT, on=DAY, actor=None, at=MOMENT)

    assert [(one.on.day, one.late, one.day_off, one.drawn_count) for one in made] == [
        (10, True, False, 1),
        (11, True, True, 0),
        (12, True, False, 0),
        (13, True, False, 0),
        (14, False, False, 0),
    ]


def test_catching_up_goes_back_a_month_at_most_and_not_before_the_first_draw(plan):
    assert len(plans.catch_up(DISTRICT, on=DAY, actor=None, at=MOMENT)) == 1
    assert len(plans.catch_up(DISTRICT, on=DAY + dt.timedelta(days=90), actor=None, at=MOMENT)) == 32


def test_the_task_draws_every_district_twice_without_harm(plan):
    inspector_of(DISTRICT)
    other = SiteFactory(region__code="990103001001")
    PlanRule.objects.create(plan=PlanFactory(district=other.district), site_type=other.type)

    with time_machine.travel(MOMENT, tick=False):
        draw_checks(day=None)
        draw_checks(day="2026-10-14")

    assert list(Draw.objects.order_by("district").values_list("district", "on", "drawn_count")) == [
        (DISTRICT, DAY, 1),
        ("990103", DAY, 0),
    ]
    assert JobRun.objects.filter(task="draw_checks", state="done").count() == 4


def test_the_command_tells_what_it_drew(plan):
    inspector_of(DISTRICT)
    out = StringIO()

    with time_machine.travel(MOMENT, tick=False):
        call_command("draw_checks", "--date", "2026-10-14", stdout=out)
    with time_machine.travel(MOMENT + dt.timedelta(hours=1), tick=False):
        call_command("draw_checks", "--district", DISTRICT, stdout=out)

    assert out.getvalue() == "990102 2026-10-14: 1 of 1 due sites\n990102 2026-10-14: 1 of 1 due sites (drawn before)\n"


def test_the_command_fails_for_a_district_without_a_plan():
    with pytest.raises(CommandError, match="not drawn: 990109"):
        call_command("draw_checks", "--district", "990109", stderr=StringIO())


def test_a_draw_takes_the_same_statements_for_one_site_and_for_many(plan, django_assert_max_num_queries):
    inspector_of(DISTRICT)
    SiteFactory.create_batch(5)

    with django_assert_max_num_queries(14):
        draw()
