"""Action orders: drafted by themselves, numbered when issued, answered, confirmed or sent back, summed up."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.actions import action_orders, action_reminders, action_tasks
from campaigns.choices import ActionOrderState, ActionTaskState
from campaigns.engine.action_serials import verify
from campaigns.models import ActionOrder, ActionOrderSerial, ActionTask
from campaigns.queries.action_orders import figures_of, next_day, policy_of, standing_of
from campaigns.transitions import ACTION_ORDER, ACTION_TASK
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from foundation.notifications.models import Notification
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.actions import ActionOrderFactory, ActionTaskFactory

pytestmark = pytest.mark.django_db
DISTRICT = "990102"


def at(month: int, day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def draft_on(month: int, day: int):
    return action_orders.draft_next(DISTRICT, on=dt.date(2026, month, day), actor=None, at=at(month, day, 7))


@pytest.mark.parametrize(
    ("on", "expected"),
    [((11, 3), (11, 3)), ((11, 4), (12, 3)), ((11, 1), (11, 3)), ((10, 31), (11, 3))],
    ids=["on the day", "the day after", "before", "across months"],
)
def test_the_next_day_of_action_is_the_third(on, expected):
    day = next_day(policy_of(DISTRICT), on=dt.date(2026, *on))

    assert day == dt.date(2026, *expected)


def test_after_december_comes_january():
    assert next_day(policy_of(DISTRICT), on=dt.date(2026, 12, 4)) == dt.date(2027, 1, 3)


def test_the_next_order_is_drafted_a_week_before_with_the_tasks_of_the_last_and_the_office_is_told():
    RegionFactory(code=DISTRICT)
    office, closed = admin_of(DISTRICT), OrganisationFactory(closed_on=dt.date(2026, 10, 20))
    last = ActionOrderFactory(issued=True, on=dt.date(2026, 10, 3), due_on=dt.date(2026, 10, 10))
    task = ActionTaskFactory(order=last, asked="清理卫生死角", figure_name="清运垃圾", unit="吨")
    ActionTaskFactory(order=last, organisation=closed)

    early, made, again = draft_on(10, 26), draft_on(10, 27), draft_on(10, 28)

    assert (early, again) == (None, None)
    assert (made.state, made.on, made.due_on, made.of_month, made.number, made.theme) == (
        "draft",
        dt.date(2026, 11, 3),
        dt.date(2026, 11, 10),
        dt.date(2026, 11, 1),
        "",
        "",
    )
    copied = made.tasks.values_list("organisation", "asked", "figure_name", "unit", "state", "issued_on")
    assert list(copied) == [(task.organisation_id, "清理卫生死角", "清运垃圾", "吨", "asked", None)]
    assert list(Notification.objects.values_list("user", "kind")) == [(office.pk, "action_order.drafted")]


def test_a_dropped_month_is_not_drafted_again_and_a_switched_off_district_never():
    district = RegionFactory(code=DISTRICT)
    office = admin_of(DISTRICT)
    made = draft_on(10, 28)
    action_orders.cancel(made, reason="国庆后已集中开展", actor=office, at=at(10, 28))

    assert draft_on(10, 29) is None
    action_orders.set_policy(district, is_on=False, actor=office, at=at(11, 1))
    assert draft_on(11, 28) is None
    assert ActionOrder.objects.get().state == ActionOrderState.CANCELLED


def test_a_district_sets_its_own_day():
    district = RegionFactory(code=DISTRICT)
    rules = {"is_on": True, "day": 15, "drafted_before": 5, "answered_within": 10}

    action_orders.set_policy(district, **rules, actor=admin_of(DISTRICT), at=at(10, 1))

    made = draft_on(10, 10)
    assert (made.on, made.due_on) == (dt.date(2026, 10, 15), dt.date(2026, 10, 25))
    with pytest.raises(BadInput, match="1—28日"):
        action_orders.set_policy(district, day=31, actor=admin_of(DISTRICT), at=at(10, 1))


def test_an_order_gets_its_number_when_it_is_issued_and_every_organisation_reads_its_own_task():
    order = ActionOrderFactory()
    first, second = OrganisationFactory(), OrganisationFactory()
    office, reader = admin_of(DISTRICT), official_of(first)
    action_tasks.ask(order, organisations=[first, second], asked="清扫责任区", actor=office, at=at(11, 1))

    action_orders.issue(order, actor=office, at=at(11, 1))

    order.refresh_from_db()
    assert (order.state, order.number, order.issued_by) == ("issued", "〔2026〕1号", office)
    assert set(order.tasks.values_list("issued_on", "due_on")) == {(dt.date(2026, 11, 1), dt.date(2026, 11, 10))}
    told = Notification.objects.get(user=reader)
    assert (told.kind, told.values["asked"], told.values["day"]) == ("action_order.issued", "清扫责任区", "2026-11-03")
    assert list(AuditEntry.objects.filter(verb="action_order.issue").values_list("after__number", flat=True)) == [
        "〔2026〕1号"
    ]


@pytest.mark.parametrize("lacking", ["theme", "text", "tasks"])
def test_an_incomplete_order_is_not_issued_and_takes_no_number(lacking):
    order = ActionOrderFactory(**({lacking: ""} if lacking != "tasks" else {}))
    if lacking != "tasks":
        ActionTaskFactory(order=order, issued_on=None)

    with pytest.raises(action_orders.OrderIncomplete):
        action_orders.issue(order, actor=admin_of(DISTRICT), at=at(11, 1))

    assert not ActionOrderSerial.objects.exists()


def test_an_order_whose_answers_are_due_in_the_past_is_not_issued():
    order = ActionOrderFactory()
    ActionTaskFactory(order=order, issued_on=None)

    with pytest.raises(BadInput, match="填报截止日已过"):
        action_orders.issue(order, actor=admin_of(DISTRICT), at=at(11, 11))


def test_only_the_office_of_the_district_writes_orders():
    order = ActionOrderFactory()

    for stranger in (leader_of(DISTRICT), admin_of("990103"), official_of(OrganisationFactory())):
        with pytest.raises(NotAllowed):
            action_orders.issue(order, actor=stranger, at=at(11, 1))


def test_what_is_out_is_not_written_in_any_more():
    order, office = ActionOrderFactory(issued=True), admin_of(DISTRICT)
    task = ActionTaskFactory(order=order)
    told = {"on": order.on, "due_on": order.due_on, "theme": "别的", "text": "别的"}

    with pytest.raises(action_orders.OrderNotDraft):
        action_orders.revise(order, **told, actor=office, at=at(11, 2))
    with pytest.raises(action_orders.OrderNotDraft):
        action_tasks.ask(order, organisations=[OrganisationFactory()], asked="又一项", actor=office, at=at(11, 2))
    with pytest.raises(action_orders.OrderNotDraft):
        action_tasks.take_out(task, actor=office, at=at(11, 2))
    with pytest.raises(TransitionNotAllowed):
        action_orders.cancel(order, reason="不办了", actor=office, at=at(11, 2))


def test_asking_again_replaces_what_was_asked_and_strangers_to_the_district_are_refused():
    order, office, one = ActionOrderFactory(), admin_of(DISTRICT), OrganisationFactory()
    action_tasks.ask(order, organisations=[one], asked="清扫", actor=office, at=at(11, 1))
    action_tasks.ask(
        order, organisations=[one], asked="清扫并登记", figure_name="清运垃圾", unit="吨", actor=office, at=at(11, 1)
    )

    assert list(order.tasks.values_list("asked", "unit")) == [("清扫并登记", "吨")]
    far = OrganisationFactory(region=RegionFactory(code="990103"))
    with pytest.raises(BadInput, match="不是本区在用的单位"):
        action_tasks.ask(order, organisations=[far], asked="清扫", actor=office, at=at(11, 1))
    with pytest.raises(BadInput, match="任务要求"):
        action_tasks.ask(order, organisations=[one], asked=" ", actor=office, at=at(11, 1))


def answered(task, *, day=4, **told):
    told = {"text": "清理小巷12条", "actor": official_of(task.organisation), "at": at(11, day), **told}
    action_tasks.answer(task, **told)
    return task


def test_a_task_is_answered_sent_back_answered_again_and_confirmed():
    task, office = ActionTaskFactory(figure_name="清运垃圾", unit="吨"), admin_of(DISTRICT)
    answered(task, figure=Decimal("2.5"), people=30, link="https://example.org/a")
    action_tasks.return_(task, reason="补上参加人数来源", actor=office, at=at(11, 5))
    answered(task, day=12, text="清理小巷12条，签到30人", figure=Decimal("2.6"), people=30)

    action_tasks.confirm(task, actor=office, at=at(11, 13))

    task.refresh_from_db()
    assert (task.state, task.answer, task.figure, task.people, task.reason) == (
        "confirmed",
        "清理小巷12条，签到30人",
        Decimal("2.60"),
        30,
        "",
    )
    assert (task.first_answered_at, task.was_late) == (at(11, 4), False)
    assert [(one.name, one.unit, one.value) for one in figures_of(task.order)] == [("清运垃圾", "吨", Decimal("2.60"))]
    verbs = AuditEntry.objects.filter(verb__startswith="action_task").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["action_task.answer", "action_task.return", "action_task.answer", "action_task.confirm"]


def test_who_answered_too_late_stays_late_and_who_has_not_is_late_after_the_day():
    late, silent = ActionTaskFactory(), ActionTaskFactory()
    answered(late, day=11)

    assert late.was_late
    assert list(ActionTask.objects.late(on=dt.date(2026, 11, 10))) == []
    assert list(ActionTask.objects.late(on=dt.date(2026, 11, 11))) == [silent]
    standing = standing_of(silent.order, on=dt.date(2026, 11, 11))
    assert (standing.tasks, standing.answered, standing.confirmed, standing.late) == (1, 0, 0, 1)


def test_answers_are_refused_without_words_without_the_figure_and_from_strangers():
    task = ActionTaskFactory(figure_name="清运垃圾", unit="吨")

    with pytest.raises(BadInput, match="1—500字"):
        answered(task, text="  ", figure=Decimal(1))
    with pytest.raises(BadInput, match="清运垃圾"):
        answered(task)
    with pytest.raises(BadInput, match="链接"):
        answered(task, figure=Decimal(1), link="不是链接")
    with pytest.raises(NotAllowed):
        answered(task, figure=Decimal(1), actor=official_of(OrganisationFactory()))
    assert ActionTask.objects.get().state == "asked"


def test_nobody_confirms_the_answer_of_his_own_organisation():
    task = answered(ActionTaskFactory())
    insider = admin_of(DISTRICT)
    insider.grants.create(role="official", organisation=task.organisation, starts_on=dt.date(2020, 1, 1))

    with pytest.raises(NotAllowed, match="由别人确认"):
        action_tasks.confirm(task, actor=insider, at=at(11, 5))


def test_a_closed_order_takes_no_answers():
    task, office = ActionTaskFactory(), admin_of(DISTRICT)
    action_orders.close(task.order, summary="出动600人次，清理小巷48条。", actor=office, at=at(11, 12))

    with pytest.raises(action_tasks.OrderNotUnderWay):
        answered(task, day=13)
    order = ActionOrder.objects.get()
    assert (order.state, order.summary) == ("closed", "出动600人次，清理小巷48条。")


def test_of_two_who_judge_one_answer_one_is_told():
    task, office = answered(ActionTaskFactory()), admin_of(DISTRICT)
    stale = ActionTask.objects.get(pk=task.pk)
    action_tasks.confirm(task, actor=office, at=at(11, 5))

    with pytest.raises(StaleState):
        action_tasks.return_(stale, reason="再补充", actor=office, at=at(11, 5))


def test_drafts_are_seen_by_the_office_only_and_tasks_by_those_who_have_them():
    draft, out = ActionOrderFactory(), ActionOrderFactory(issued=True)
    mine, other = ActionTaskFactory(order=out), ActionTaskFactory(order=out)
    ActionTaskFactory(order=draft, organisation=mine.organisation, issued_on=None)
    official = official_of(mine.organisation)

    assert set(ActionOrder.objects.visible_to(admin_of(DISTRICT))) == {draft, out}
    assert set(ActionOrder.objects.visible_to(leader_of(DISTRICT))) == {out}
    assert set(ActionOrder.objects.visible_to(official)) == {out}
    assert set(ActionTask.objects.visible_to(official)) == {mine}
    assert set(ActionTask.objects.visible_to(leader_of(DISTRICT))) == {mine, other}
    assert not ActionOrder.objects.visible_to(admin_of("990103")).exists()


def test_who_has_not_answered_is_reminded_once_two_days_before():
    task = ActionTaskFactory()
    reader = official_of(task.organisation)
    answered(ActionTaskFactory(order=task.order))

    told = [
        action_reminders.remind(DISTRICT, on=dt.date(2026, 11, day), actor=None, at=at(11, day)).tasks
        for day in (7, 8, 9)
    ]

    assert told == [0, 1, 0]
    assert list(Notification.objects.values_list("user", "kind")) == [(reader.pk, "action_order.reminder")]


def test_numbers_without_gaps_are_proved_and_a_gap_is_found():
    ActionOrderFactory(issued=True)
    assert [fact.holds for fact in verify(at=at(11, 1))] == [True, True]

    ActionOrderSerial.objects.update(last=2)

    assert [fact.holds for fact in verify(at=at(11, 1))] == [True, False]


@pytest.mark.parametrize("old", ActionOrderState.values)
@pytest.mark.parametrize("new", ActionOrderState.values)
def test_orders_move_only_as_the_table_says(old, new):
    assert ACTION_ORDER.allows(old, new) == (
        (old, new) in {("draft", "issued"), ("draft", "cancelled"), ("issued", "closed")}
    )


@pytest.mark.parametrize("old", ActionTaskState.values)
@pytest.mark.parametrize("new", ActionTaskState.values)
def test_tasks_move_only_as_the_table_says(old, new):
    allowed = {("asked", "answered"), ("answered", "confirmed"), ("answered", "returned"), ("returned", "answered")}

    assert ACTION_TASK.allows(old, new) == ((old, new) in allowed)
