"""Special actions: adopted from the catalogue, reported by the lead, late by the calendar, corrected with a reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.conf import settings

from campaigns.actions import action_reminders, milestones, special_actions
from campaigns.choices import SpecialActionState
from campaigns.models import ActionFigure, Milestone, SpecialAction, SpecialActionKind
from campaigns.queries.special_actions import missing_months, overviews, progress_of, reached
from campaigns.transitions import SPECIAL_ACTION
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState
from foundation.notifications.models import Notification
from portal.shipped import special_actions as shipped
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.actions import MilestoneFactory, SpecialActionFactory, SpecialActionKindFactory

pytestmark = pytest.mark.django_db
DISTRICT = "990102"
NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
HEADS = {"sum": "累计", "month": "当月"}


def lead_of(action):
    return official_of(action.lead)


def test_the_catalogue_ships_ten_actions_and_installs_once():
    folder = settings.BASE_DIR / "catalogue"
    first, second = shipped.install(folder, NOON), shipped.install(folder, NOON)

    assert (first, second) == (
        ("special actions: 10 created, 0 updated, 0 unchanged", True),
        ("special actions: 0 created, 0 updated, 10 unchanged", False),
    )
    sorting = SpecialActionKind.objects.get(code="waste_sorting")
    assert (sorting.lead_kind, sorting.measure, sorting.unit) == ("urban_management", "latest", "%")
    assert sorting.milestones[0] == {"month": 2, "name": "点位布设", "name_en": "Places set up"}
    assert SpecialActionKind.objects.filter(measure="sum").count() == 8


def test_adopting_takes_over_words_milestones_on_the_last_of_their_month_and_supporters_of_the_district():
    district, kind = RegionFactory(code=DISTRICT), SpecialActionKindFactory()
    lead, housing = OrganisationFactory(kind="parks_greening"), OrganisationFactory(kind="housing")
    OrganisationFactory(kind="housing", region=RegionFactory(code="990103"))
    reader = official_of(lead)

    made = special_actions.adopt(
        district, year=2026, leads={kind.pk: (lead, Decimal(12))}, actor=admin_of(DISTRICT), at=NOON
    )

    (action,) = made
    assert (action.name, action.lead, action.target, action.state) == ("小游园建设", lead, Decimal(12), "running")
    assert list(action.supporters.all()) == [housing]
    assert list(action.milestones.order_by("due_on").values_list("name", "due_on", "first_due_on")) == [
        ("选址公示", dt.date(2026, 2, 28), dt.date(2026, 2, 28)),
        ("建成过半", dt.date(2026, 9, 30), dt.date(2026, 9, 30)),
        ("养护移交", dt.date(2026, 12, 31), dt.date(2026, 12, 31)),
    ]
    assert list(Notification.objects.values_list("user", "kind")) == [(reader.pk, "special_action.adopted")]


def test_what_is_adopted_is_not_adopted_twice_and_leads_work_in_the_district():
    district, kind, office = RegionFactory(code=DISTRICT), SpecialActionKindFactory(), admin_of(DISTRICT)
    leads = {kind.pk: (OrganisationFactory(), None)}
    special_actions.adopt(district, year=2026, leads=leads, actor=office, at=NOON)

    assert special_actions.adopt(district, year=2026, leads=leads, actor=office, at=NOON) == []
    assert len(special_actions.adopt(district, year=2027, leads=leads, actor=office, at=NOON)) == 1
    far = OrganisationFactory(region=RegionFactory(code="990103"))
    with pytest.raises(BadInput, match="不是本区在用的单位"):
        special_actions.adopt(district, year=2028, leads={kind.pk: (far, None)}, actor=office, at=NOON)
    with pytest.raises(BadInput, match="目标要大于零"):
        special_actions.adopt(
            district, year=2028, leads={kind.pk: (OrganisationFactory(), Decimal(0))}, actor=office, at=NOON
        )
    with pytest.raises(NotAllowed):
        special_actions.adopt(district, year=2028, leads=leads, actor=leader_of(DISTRICT), at=NOON)


def test_a_milestone_is_late_by_the_calendar_and_reported_by_the_lead_only():
    milestone = MilestoneFactory()
    lead, day = lead_of(milestone.action), dt.date(2026, 11, 12)

    assert list(Milestone.objects.late(on=dt.date(2026, 10, 31))) == []
    assert list(Milestone.objects.late(on=dt.date(2026, 11, 1))) == [milestone]
    with pytest.raises(NotAllowed):
        milestones.reach(milestone, done_on=day, actor=admin_of(DISTRICT), at=NOON)
    milestones.reach(milestone, done_on=day, note="六处建成", link="https://example.org/p", actor=lead, at=NOON)

    milestone.refresh_from_db()
    assert (milestone.done_on, milestone.note, milestone.reported_by) == (day, "六处建成", lead)
    assert list(Milestone.objects.late(on=dt.date(2026, 11, 20))) == []
    with pytest.raises(StaleState):
        milestones.reach(milestone, done_on=day, actor=lead, at=NOON)


def test_a_milestone_is_not_reported_before_it_is_done_and_not_with_a_link_that_is_none():
    milestone = MilestoneFactory()
    lead = lead_of(milestone.action)

    with pytest.raises(BadInput, match="日期不能在将来"):
        milestones.reach(milestone, done_on=dt.date(2026, 11, 17), actor=lead, at=NOON)
    with pytest.raises(BadInput, match="佐证链接"):
        milestones.reach(milestone, done_on=dt.date(2026, 11, 16), link="见附件", actor=lead, at=NOON)


def test_the_office_opens_a_milestone_again_and_moves_its_day_while_the_first_stays():
    milestone, office = MilestoneFactory(), admin_of(DISTRICT)
    milestones.reach(milestone, done_on=dt.date(2026, 10, 30), actor=lead_of(milestone.action), at=NOON)
    with pytest.raises(StaleState):
        milestones.reschedule(milestone, due_on=dt.date(2026, 12, 1), reason="雨季", actor=office, at=NOON)

    milestones.reopen(milestone, reason="还有两处没完工", actor=office, at=NOON)
    milestones.reschedule(milestone, due_on=dt.date(2026, 12, 1), reason="雨季", actor=office, at=NOON)

    milestone.refresh_from_db()
    assert (milestone.done_on, milestone.due_on, milestone.first_due_on) == (
        None,
        dt.date(2026, 12, 1),
        dt.date(2026, 10, 31),
    )
    with pytest.raises(BadInput, match="专项行动当年"):
        milestones.reschedule(milestone, due_on=dt.date(2027, 1, 1), reason="雨季", actor=office, at=NOON)


def enter(action, month, value, **told):
    day = dt.date(2026, month, 15)
    told = {"actor": lead_of(action), "at": NOON, **told}
    return milestones.enter(action, month=day, value=Decimal(value), **told)


def test_months_add_up_and_a_correction_keeps_what_stood_before():
    action = SpecialActionFactory(target=Decimal(12))
    enter(action, 3, 2)
    enter(action, 9, 4)

    with pytest.raises(BadInput, match="理由"):
        enter(action, 9, 3)
    enter(action, 9, 3, reason="一处未通过验收")

    values = list(action.figures.order_by("month", "version").values_list("month", "version", "value"))
    assert values == [
        (dt.date(2026, 3, 1), 1, Decimal(2)),
        (dt.date(2026, 9, 1), 1, Decimal(4)),
        (dt.date(2026, 9, 1), 2, Decimal(3)),
    ]
    standing = action.figures.standing()
    assert reached(action, standing) == Decimal(5)
    assert progress_of(action, standing, HEADS).rows == [
        (dt.date(2026, 3, 1), [Decimal(2), Decimal(2)]),
        (dt.date(2026, 9, 1), [Decimal(5), Decimal(3)]),
    ]
    entry = AuditEntry.objects.filter(verb="special_action.enter").latest("pk")
    assert (entry.before, entry.after["reason"]) == ({"value": "4.00"}, "一处未通过验收")


def test_of_a_rate_the_latest_month_counts():
    action = SpecialActionFactory(measure="latest", unit="%")
    enter(action, 3, 71)
    enter(action, 9, "84.5")

    assert reached(action, action.figures.standing()) == Decimal("84.5")
    assert progress_of(action, action.figures.standing(), HEADS).heads == ["当月"]


@pytest.mark.parametrize(
    ("month", "value", "words"), [(12, 1, "已经开始"), (9, -1, "不能小于零"), (9, "99999999999", "数值")]
)
def test_values_that_cannot_be_are_refused(month, value, words):
    action = SpecialActionFactory()

    with pytest.raises(BadInput, match=words):
        enter(action, month, value)
    assert not ActionFigure.objects.exists()


def test_the_same_value_is_no_correction_and_others_than_the_lead_enter_none():
    action = SpecialActionFactory()
    enter(action, 9, 4)

    with pytest.raises(BadInput, match="与现有数值相同"):
        enter(action, 9, 4, reason="核对")
    with pytest.raises(NotAllowed):
        enter(action, 10, 4, actor=official_of(OrganisationFactory()))


def test_months_that_are_over_without_a_value_are_named():
    action = SpecialActionFactory(adopted_on=dt.date(2026, 8, 20))

    missing = missing_months(action, [dt.date(2026, 9, 1)], on=dt.date(2026, 11, 16))

    assert missing == [dt.date(2026, 8, 1), dt.date(2026, 10, 1)]


def test_after_its_end_nothing_is_reported_and_a_stopped_action_goes_on():
    action, office = SpecialActionFactory(), admin_of(DISTRICT)
    special_actions.stop(action, reason="并入城市更新", actor=office, at=NOON)

    with pytest.raises(milestones.ActionNotRunning):
        enter(action, 9, 4)
    special_actions.resume(action, actor=office, at=NOON)
    enter(action, 9, 4)
    special_actions.finish(action, summary="建成十二处。", actor=office, at=NOON)

    action.refresh_from_db()
    assert (action.state, action.ended_on, action.summary) == ("finished", NOON.date(), "建成十二处。")


def test_changing_the_lead_moves_who_reports():
    action, office, other = SpecialActionFactory(), admin_of(DISTRICT), OrganisationFactory()
    before = lead_of(action)

    special_actions.change(action, lead=other, supporters=[action.lead], target=None, actor=office, at=NOON)

    with pytest.raises(NotAllowed):
        enter(action, 9, 4, actor=before)
    assert enter(action, 9, 4, actor=official_of(other)).value == 4


def test_the_lead_is_reminded_once_a_week_before_a_milestone():
    milestone = MilestoneFactory(first_due_on=dt.date(2026, 11, 23))
    reader = lead_of(milestone.action)
    MilestoneFactory(action=milestone.action, first_due_on=dt.date(2026, 11, 24))

    told = [
        action_reminders.remind(DISTRICT, on=dt.date(2026, 11, day), actor=None, at=NOON).milestones
        for day in (15, 16, 16)
    ]

    assert told == [0, 1, 0]
    assert list(Notification.objects.values_list("user", "kind")) == [(reader.pk, "milestone.reminder")]


def test_an_overview_tells_done_late_next_and_reached():
    action = SpecialActionFactory()
    MilestoneFactory(action=action, first_due_on=dt.date(2026, 2, 28), done_on=dt.date(2026, 2, 20), reported_at=NOON)
    late = MilestoneFactory(action=action, first_due_on=dt.date(2026, 9, 30))
    MilestoneFactory(action=action, first_due_on=dt.date(2026, 12, 31))
    enter(action, 9, 4)

    (found,) = overviews(SpecialAction.objects.select_related("lead"), on=dt.date(2026, 11, 16))

    assert (found.done, found.late, found.next, found.reached) == (1, [late], late, Decimal(4))


@pytest.mark.parametrize("old", SpecialActionState.values)
@pytest.mark.parametrize("new", SpecialActionState.values)
def test_actions_move_only_as_the_table_says(old, new):
    allowed = {("running", "finished"), ("running", "stopped"), ("stopped", "running")}

    assert SPECIAL_ACTION.allows(old, new) == ((old, new) in allowed)
