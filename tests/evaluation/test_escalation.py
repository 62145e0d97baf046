"""Escalation: reminded, supervised, listed, interviewed, by moments that are passed in."""

from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from evaluation.actions import escalation
from evaluation.actions.escalation import Escalated
from evaluation.engine.notice_serials import verify
from evaluation.models import Interview, Lapse, Notice, Problem
from evaluation.queries.escalation import districts_under_way
from evaluation.tasks import escalate
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.jobs.models import JobRun
from foundation.notifications.models import Notification
from foundation.periods import Period, PeriodKind
from tests.factories import SiteFactory, admin_of, inspector_of, leader_of, official_of
from tests.factories.notices import clock, noticed, under_way

pytestmark = pytest.mark.django_db
HERE = "990102"


def run(*moment):
    return escalation.escalate(HERE, actor=None, at=clock(*moment))


def deadlines(*moment):
    """What a run came to, receipts left aside."""
    return replace(run(*moment), nudged=0)


def told(problem):
    rows = Notice.objects.filter(problem=problem).order_by("pk")
    return [(row.kind, row.serial, row.issued_at, row.due_at) for row in rows]


def test_a_third_of_the_working_time_before_the_deadline_an_organisation_is_reminded_over_holidays_and_make_up_days():
    problem = under_way(clock(9, 30, 10))  # three working days: 8, 9 and, made up for the holidays, Saturday the 10th
    assert problem.due_at == clock(10, 10, 17, 30)

    assert run(10, 9, 15, 20) == Escalated()
    assert run(10, 9, 15, 30) == Escalated(reminders=1)
    assert run(10, 9, 15, 40) == Escalated()

    assert told(problem) == [("reminder", 1, clock(10, 9, 15, 30), clock(10, 10, 17, 30))]


def test_the_deadline_itself_is_in_time_and_after_it_comes_half_the_time_once_more():
    problem = under_way(clock(9, 30, 10))
    run(10, 9, 15, 30)

    assert deadlines(10, 10, 17, 30) == Escalated()
    assert deadlines(10, 10, 17, 40) == Escalated(supervisions=1)
    assert deadlines(10, 10, 17, 50) == Escalated()
    problem.refresh_from_db()
    assert (problem.due_at, problem.first_due_at, problem.lapses) == (clock(10, 13, 17, 30), clock(10, 10, 17, 30), 1)
    assert deadlines(10, 13, 11, 10) == Escalated()
    assert deadlines(10, 13, 11, 20) == Escalated(reminders=1)

    assert told(problem)[1:] == [
        ("supervision", 1, clock(10, 10, 17, 40), clock(10, 13, 17, 30)),
        ("reminder", 2, clock(10, 13, 11, 20), clock(10, 13, 17, 30)),
    ]


def test_the_second_lapse_stands_in_the_bulletin_and_asks_the_office_for_one_interview():
    problem = under_way(clock(9, 30, 10))
    run(10, 10, 17, 40)
    assert not Interview.objects.exists()

    assert deadlines(10, 13, 17, 40) == Escalated(supervisions=1, interviews=1)
    assert deadlines(10, 15, 17, 40) == Escalated()

    assert list(Lapse.objects.order_by("number").values_list("number", "in_a_row", "due_at", "points")) == [
        (1, 1, clock(10, 10, 17, 30), Decimal("0.20")),
        (2, 2, clock(10, 13, 17, 30), Decimal("0.20")),
    ]
    week = Period.containing(clock(10, 13).date(), PeriodKind.WEEK)
    assert list(Lapse.objects.listed_in(week).order_by("number").values_list("number", flat=True)) == [2]
    assert not Lapse.objects.listed_in(week.previous()).exists()
    asked = Interview.objects.get()
    assert (asked.problem, asked.organisation, asked.lapse.number) == (problem, problem.organisation, 2)


def test_an_emergency_runs_by_the_clock_through_the_night():
    problem = under_way(clock(10, 1, 22), severity="emergency")

    assert run(10, 2, 0, 39) == Escalated()
    assert run(10, 2, 0, 40) == Escalated(reminders=1)
    assert run(10, 2, 2, 10) == Escalated(supervisions=1)

    assert told(problem)[1] == ("supervision", 1, clock(10, 2, 2, 10), clock(10, 2, 4, 10))
    assert Lapse.objects.get().points == Decimal(1)


def test_after_three_days_without_a_run_each_lapse_has_one_notice_of_today_and_no_reminder_of_the_past():
    emergency = under_way(clock(10, 12, 9), severity="emergency")  # over at 13:00 on Monday
    minor = under_way(clock(10, 12, 9), severity="minor")  # over on Tuesday evening
    serious = under_way(clock(10, 9, 9), severity="serious")  # over on the 19th, its reminder fell into the gap

    assert run(10, 15, 16) == Escalated(reminders=1, supervisions=2)

    now = clock(10, 15, 16)
    assert told(emergency) == [("supervision", 1, now, clock(10, 15, 18))]
    assert told(minor) == [("supervision", 2, now, clock(10, 16, 17, 30))]
    assert told(serious) == [("reminder", 1, now, serious.due_at)]
    assert Lapse.objects.get(problem=emergency).due_at == clock(10, 12, 13)


@pytest.mark.parametrize("state", ["found", "rectified", "suspended", "closed", "cancelled"])
def test_what_waits_for_somebody_else_neither_lapses_nor_nears_its_deadline(state):
    problem = under_way(clock(9, 30, 10))
    closed_at = clock(10, 8) if state == "closed" else None
    Problem.objects.filter(pk=problem.pk).update(state=state, closed_at=closed_at)

    assert [run(10, 9, 16), run(10, 20)] == [Escalated(), Escalated()]


def test_what_was_returned_after_its_deadline_lapses():
    problem = under_way(clock(9, 30, 10))
    Problem.objects.filter(pk=problem.pk).update(state="returned", returns=1)

    assert run(10, 10, 17, 40) == Escalated(supervisions=1)


def test_a_later_deadline_is_honoured():
    problem = under_way(clock(9, 30, 10))
    Problem.objects.filter(pk=problem.pk).update(due_at=clock(10, 16, 17, 30), remind_at=clock(10, 15, 9))

    assert run(10, 13) == Escalated()
    assert run(10, 15, 9) == Escalated(reminders=1)
    assert told(problem) == [("reminder", 1, clock(10, 15, 9), clock(10, 16, 17, 30))]


def test_of_one_deadline_an_organisation_is_reminded_once_even_when_the_clock_stood_still_between():
    problem = under_way(clock(9, 30, 10))
    run(10, 9, 15, 30)
    Problem.objects.filter(pk=problem.pk).update(remind_at=clock(10, 9, 16))

    assert run(10, 9, 16) == Escalated()
    problem.refresh_from_db()
    assert (problem.remind_at, len(told(problem))) == (None, 1)


def test_an_organisation_does_not_answer_for_the_lapses_of_the_one_before_it():
    problem = under_way(clock(9, 30, 10))
    run(10, 10, 17, 40)
    other = SiteFactory().organisation
    Problem.objects.filter(pk=problem.pk).update(organisation=other, lapses=0, due_at=clock(10, 13, 17, 30))

    assert deadlines(10, 13, 17, 40) == Escalated(supervisions=1)
    assert list(Lapse.objects.order_by("number").values_list("number", "in_a_row")) == [(1, 1), (2, 1)]


def test_the_leaders_of_the_place_and_of_the_district_get_a_copy_of_a_supervision_notice():
    site = SiteFactory()
    for code, name in [(HERE, "李区长"), ("990102001", "王主任"), ("990102002", "赵主任"), ("9901", "孙市长")]:
        leader_of(code, name=name)
    under_way(clock(9, 30, 10), site=site)

    run(10, 10, 17, 40)

    assert Notice.objects.get().copied_to == "李区长、王主任"


def test_a_notice_nobody_signs_for_within_a_working_day_is_asked_for_once_more():
    notice = noticed(clock(9, 30, 10), severity="serious")  # the next working day is the 8th of October
    signed = noticed(clock(9, 30, 10), severity="serious", item="I-002")
    Notice.objects.filter(pk=signed.pk).update(received_at=clock(9, 30, 11), received_by=admin_of(HERE))

    assert run(10, 8, 17, 30) == Escalated()
    assert run(10, 8, 17, 40) == Escalated(nudged=1)
    assert run(10, 8, 17, 50) == Escalated()

    assert list(Notice.objects.exclude(nudged_at=None)) == [notice]
    assert AuditEntry.objects.get(verb="notice.nudge").subject_id == str(notice.pk)


def test_each_act_stands_in_the_trail_of_its_record():
    problem = under_way(clock(9, 30, 10))
    run(10, 10, 17, 40)

    notice = Notice.objects.get()
    lapse, issue, whole = AuditEntry.objects.order_by("pk")
    assert (lapse.verb, lapse.subject_id, lapse.after["lapses"]) == ("problem.lapse", str(problem.pk), 1)
    assert (issue.verb, issue.subject_id, issue.after["number"]) == ("notice.issue", str(notice.pk), notice.number)
    assert (whole.verb, whole.after) == ("region.escalate", {"reminders": 0, "supervisions": 1, "nudged": 0})


def test_a_run_that_dies_in_the_middle_leaves_nothing_and_the_next_one_does_it_all():
    for item in ("I-001", "I-002", "I-003"):
        under_way(clock(9, 30, 10), item=item)
    with transaction.atomic():
        run(10, 10, 17, 40)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()

    assert run(10, 10, 17, 50) == Escalated(supervisions=3)
    assert sorted(Notice.objects.values_list("serial", flat=True)) == [1, 2, 3]
    assert [str(fact) for fact in verify() if not fact.holds] == []


def test_everybody_concerned_is_told_once_however_much_it_is():
    site = SiteFactory()
    for number in range(5):
        under_way(clock(9, 30, 10), site=site, item=f"I-{number}")
    people = {
        "official": official_of(site.organisation),
        "leader": leader_of(HERE),
        "office": admin_of(HERE),
        "stranger": official_of(SiteFactory().organisation),
    }

    for moment in [(10, 9, 15, 30), (10, 10, 17, 40), (10, 13, 17, 40)]:
        run(*moment)

    told = {
        name: list(Notification.objects.filter(user=user).order_by("pk").values_list("kind", "values__count"))
        for name, user in people.items()
    }
    assert told == {
        "official": [
            ("notice.reminder", "5"),
            ("notice.supervision", "5"),
            ("notice.receipt", "5"),  # the reminders of the day before
            ("notice.supervision", "5"),
            ("notice.receipt", "5"),
        ],
        "leader": [("notice.copy", "5"), ("notice.copy", "5")],
        "office": [("interview.ask", "5")],
        "stranger": [],
    }


def test_other_districts_are_left_alone():
    under_way(clock(9, 30, 10), site=SiteFactory(region__code="990103001001"))

    assert run(10, 20) == Escalated()
    assert districts_under_way() == ["990103"]


def test_the_number_of_statements_does_not_grow_with_the_problems(django_assert_max_num_queries):
    site = SiteFactory()
    for number in range(9):
        under_way(clock(9, 30, 10), site=site, item=f"I-{number}")

    with django_assert_max_num_queries(26):
        assert run(10, 10, 17, 40) == Escalated(supervisions=9)


def test_escalating_by_hand_is_for_the_office():
    with pytest.raises(NotAllowed, match="管理员"):
        escalation.escalate(HERE, actor=inspector_of(HERE), at=clock(10, 10))


@time_machine.travel(clock(10, 10, 17, 40), tick=False)
def test_the_task_does_every_district_and_running_it_twice_changes_nothing():
    under_way(clock(9, 30, 10))
    under_way(clock(9, 30, 10), site=SiteFactory(region__code="990103001001"))

    escalate()
    escalate()

    assert sorted(Notice.objects.values_list("district", "serial")) == [("990102", 1), ("990103", 1)]
    runs = JobRun.objects.filter(task="escalate").order_by("region_code")
    assert [run.region_code for run in runs] == ["990102", "990103"]


@time_machine.travel(clock(10, 10, 17, 40), tick=False)
def test_the_command_says_what_it_did():
    under_way(clock(9, 30, 10))
    said = StringIO()

    call_command("escalate", stdout=said)
    call_command("escalate", stdout=said)
    with pytest.raises(CommandError, match="999999"):
        call_command("escalate", district="999999", stderr=StringIO())

    assert said.getvalue().splitlines() == [
        "990102: 0 reminders, 1 supervisions, 0 interviews, 0 receipts",
        "990102: 0 reminders, 0 supervisions, 0 interviews, 0 receipts",
    ]
