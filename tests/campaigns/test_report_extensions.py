"""More time for a progress report: asked before its day, granted once, by the office."""

import datetime as dt

import pytest

from campaigns.actions import report_extensions, reports
from campaigns.kinds.answers import Answers
from campaigns.models import ProgressReport
from foundation.errors import BadInput, DomainError, NotAllowed, StaleState, TransitionNotAllowed
from foundation.notifications.models import Notification
from foundation.periods import ZONE
from tests.factories import RegionFactory, admin_of, leader_of, official_of
from tests.factories.reports import ProgressReportFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 2, 9, tzinfo=ZONE)
UNTIL = dt.date(2026, 11, 10)


@pytest.fixture
def report():
    return ProgressReportFactory(reminded_at=MONDAY)


@pytest.fixture
def official(report):
    return official_of(report.region)


@pytest.fixture
def office():
    return admin_of("990102")


def ask(report, official, *, until=UNTIL, at=MONDAY):
    return report_extensions.ask(report, until=until, reason="停电三天", actor=official, at=at)


def test_granted_time_moves_the_day_and_the_reminder_begins_anew(report, official, office):
    asked = ask(report, official)
    report_extensions.grant(asked, actor=office, at=MONDAY)

    row = ProgressReport.objects.get()
    assert (row.due_on, row.first_due_on, row.remind_on, row.reminded_at) == (
        UNTIL, dt.date(2026, 11, 4), dt.date(2026, 11, 6), None,
    )  # fmt: skip
    assert [(one.kind, one.user) for one in Notification.objects.order_by("pk")] == [
        ("report.extension_asked", office),
        ("report.extension_granted", official),
    ]


def test_a_refusal_says_why_and_leaves_the_day(report, official, office):
    report_extensions.refuse(ask(report, official), reason="不影响报送", actor=office, at=MONDAY)

    assert ProgressReport.objects.get().due_on == dt.date(2026, 11, 4)
    assert Notification.objects.filter(kind="report.extension_refused").get().values["reason"] == "不影响报送"


def test_it_is_asked_for_once_at_a_time_and_granted_once(report, official, office):
    asked = ask(report, official)
    with pytest.raises(DomainError):
        ask(report, official)
    report_extensions.grant(asked, actor=office, at=MONDAY)
    with pytest.raises(DomainError):
        ask(report, official, until=dt.date(2026, 11, 20))


def test_after_a_refusal_one_may_ask_again(report, official, office):
    report_extensions.refuse(ask(report, official), reason="不行", actor=office, at=MONDAY)

    assert ask(report, official).state == "asked"


@pytest.mark.parametrize("until", [dt.date(2026, 11, 4), dt.date(2027, 1, 4)], ids=["not later", "beyond sixty days"])
def test_the_day_lies_after_the_first_and_within_sixty_days(report, official, until):
    with pytest.raises(BadInput):
        ask(report, official, until=until)


def test_after_the_day_nothing_is_asked_for(report, official):
    assert ask(report, official, at=dt.datetime(2026, 11, 4, 23, 59, tzinfo=ZONE)).state == "asked"

    other = ProgressReportFactory(template=report.template, region=RegionFactory(code="990102100202"))
    with pytest.raises(report_extensions.NoMoreTime):
        ask(other, official_of(other.region), at=dt.datetime(2026, 11, 5, 0, 1, tzinfo=ZONE))


def test_a_filed_report_needs_no_more_time(report, official, office):
    asked = ask(report, official)
    answers = Answers({"households": "1"}, texts={"matter": "好"})
    reports.submit(report, answers, actor=official, at=MONDAY)

    with pytest.raises(StaleState):
        report_extensions.grant(asked, actor=office, at=MONDAY)
    with pytest.raises(TransitionNotAllowed):
        ask(report, official)


@pytest.mark.parametrize(
    "who",
    [lambda: admin_of("990103"), lambda: leader_of("990102"), lambda: official_of(RegionFactory(code="990102100"))],
    ids=["neighbour", "leader", "town"],
)
def test_only_the_office_decides(report, official, who):
    asked = ask(report, official)

    with pytest.raises(NotAllowed):
        report_extensions.grant(asked, actor=who(), at=MONDAY)
    with pytest.raises(NotAllowed):
        report_extensions.refuse(asked, reason="不行", actor=who(), at=MONDAY)
