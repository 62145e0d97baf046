"""Two missed deadlines: a supervision notice, then a second one, an interview, and a line in the weekly bulletin."""

import datetime as dt

import pytest

from evaluation.actions import bulletins, interviews, problems
from evaluation.models import Bulletin, Interview, Lapse, Notice, Problem
from evaluation.tasks import compile_bulletins, escalate
from foundation.notifications.models import Notification
from foundation.periods import Period, PeriodKind, local_day
from tests.factories import ProblemFactory, SchemeFactory, SiteFactory, admin_of, leader_of, official_of

pytestmark = pytest.mark.django_db
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
MONDAY = dt.datetime(2026, 10, 12, 9, 30, tzinfo=SHANGHAI)


def test_an_organisation_that_misses_two_deadlines_stands_in_the_bulletin(monkeypatch, client):
    site = SiteFactory()
    SchemeFactory()
    office, official, leader = admin_of("990102"), official_of(site.organisation), leader_of("990102")
    problem = ProblemFactory(site=site, severity="normal", found_at=MONDAY - dt.timedelta(hours=1))

    def at(moment):
        monkeypatch.setattr("evaluation.tasks.timezone.now", lambda: moment)
        escalate(district="990102")

    problems.assign(problem, actor=office, at=MONDAY)
    problem.refresh_from_db()
    first = problem.due_at
    at(first + dt.timedelta(minutes=10))
    at(first + dt.timedelta(minutes=20))
    problem.refresh_from_db()
    second = problem.due_at
    at(second + dt.timedelta(minutes=10))

    kinds = Notice.objects.order_by("issued_at", "pk").values_list("kind", "serial", "lapse")
    assert list(kinds) == [("assignment", 1, None), ("supervision", 1, 1), ("supervision", 2, 2)]
    assert list(Lapse.objects.order_by("pk").values_list("number", "due_at")) == [(1, first), (2, second)]
    interview = Interview.objects.get()
    assert leader in {row.user for row in Notification.objects.all()}

    week = Period.containing(local_day(second), PeriodKind.WEEK)
    later = week.ends_before + dt.timedelta(hours=6)
    monkeypatch.setattr("evaluation.tasks.timezone.now", lambda: later)
    compile_bulletins(day=later.date().isoformat(), district="990102")
    made = Bulletin.objects.get()
    assert [(line["name"], line["lapses"]) for line in made.figures["twice_late"]] == [(site.organisation.name, 1)]
    bulletins.write(made, comment="", next_steps="限期整改。", is_public=False, actor=office, at=later)
    bulletins.approve(made, actor=office, at=later)
    bulletins.publish(made, actor=office, at=later)
    client.force_login(official)
    assert site.organisation.name in client.get(made.get_absolute_url()).content.decode()

    interviews.hold(interview, held_on=later.date(), present="分管负责人", text="限期办结。", actor=office, at=later)
    assert Problem.objects.get().lapses == 2
    assert Interview.objects.get().record == "限期办结。"
