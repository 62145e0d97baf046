"""Races that two people can run, fifty times each: one check, one submission, one item, one draw."""

import datetime as dt
import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connections
from django.test import Client

from evaluation.actions import plans
from evaluation.models import Check, CheckItem, CheckPhoto, Draw, Finding, PlanRule, Problem, SiteMonth
from foundation.audit.models import AuditEntry
from tests.factories import CheckFactory, PlanFactory, SiteFactory, inspector_of
from tests.factories.checks import AttachmentFactory, filled, two_items
from tests.factories.evaluation import DAY, MOMENT

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 50
URL = "/api/v1/check-submissions/"


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run the works at the same moment, each with its own connection; their results in order."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(number: int) -> None:
        try:
            barrier.wait()
            results[number] = works[number]()
        except BaseException as fault:
            results[number] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def device(user) -> Callable[[dict], tuple[int, dict]]:
    """A signed-in device that sends submissions."""
    client = Client()
    client.force_login(user)

    def send(body: dict) -> tuple[int, dict]:
        response = client.post(URL, body, content_type="application/json")
        return response.status_code, response.json()

    return send


@pytest.fixture
def people():
    two_items()
    return [inspector_of("990102", name=name) for name in ("王小明", "李小红")]


def test_of_two_people_on_one_check_one_wins_and_the_other_is_told(people):
    senders = [device(person) for person in people]
    for _ in range(RUNS):
        site = SiteFactory()
        check = CheckFactory(site=site, inspector=people[0])
        bodies = []
        for person in people:
            photo = AttachmentFactory(uploaded_by=person)
            items = [{"item": "MKT-01", "option": "B", "photos": [photo.pk]}, {"item": "MKT-02", "count": 0}]
            bodies.append(filled(site, check=check, items=items))

        answers = at_once(
            *[lambda send=send, body=body: send(body) for send, body in zip(senders, bodies, strict=True)]
        )

        (won, first), (lost, second) = sorted(answers, key=lambda answer: answer[0])
        assert (won, lost, first["check"], second["winner"]["check"]) == (201, 409, check.pk, check.pk)
        assert CheckItem.objects.filter(check_record=check).count() == 2
        assert CheckPhoto.objects.filter(check_record=check, item=None).count() == 1
        assert SiteMonth.objects.get(site=site).checks == 1
        assert AuditEntry.objects.filter(verb="check.submit", subject_id=str(check.pk)).count() == 1


@pytest.mark.parametrize("planned", [True, False], ids=["a drawn check", "an unplanned check"])
def test_the_same_submission_sent_twice_at_once_is_taken_once(people, planned):
    senders = [device(people[0]), device(people[0])]
    for _ in range(RUNS):
        site = SiteFactory()
        body = filled(site, check=CheckFactory(site=site, inspector=people[0]) if planned else None)

        answers = at_once(*[lambda send=send, body=body: send(body) for send in senders])

        assert sorted(status for status, _body in answers) == [200, 201]
        assert answers[0][1] == answers[1][1]
        assert Check.objects.filter(site=site).count() == 1
        assert SiteMonth.objects.get(site=site).checks == 1


def test_two_checks_that_fail_one_item_at_once_make_one_problem_with_two_findings(people):
    senders = [device(person) for person in people]
    for _ in range(RUNS):
        site = SiteFactory()
        items = [{"item": "MKT-01", "option": "D", "note": "堵"}, {"item": "MKT-02", "count": 5}]
        bodies = [filled(site, items=items), filled(site, items=list(reversed(items)))]

        answers = at_once(
            *[lambda send=send, body=body: send(body) for send, body in zip(senders, bodies, strict=True)]
        )

        problems = list(Problem.objects.filter(site=site).order_by("pk").values_list("pk", flat=True))
        assert [status for status, _body in answers] == [201, 201]
        assert (len(problems), answers[0][1]["problems"], answers[1][1]["problems"]) == (2, problems, problems)
        assert [Finding.objects.filter(problem=pk).count() for pk in problems] == [2, 2]
        month = SiteMonth.objects.get(site=site)
        assert (month.checks, month.score_sum) == (2, Decimal(0))


def test_one_client_id_for_two_checks_at_once_is_taken_for_one(people):
    senders = [device(people[0]), device(people[0])]
    for _ in range(RUNS):
        checks = [CheckFactory(inspector=people[0]) for _ in range(2)]
        bodies = [filled(check.site, check=check) for check in checks]
        bodies[1]["client_id"] = bodies[0]["client_id"]

        answers = at_once(
            *[lambda send=send, body=body: send(body) for send, body in zip(senders, bodies, strict=True)]
        )

        assert sorted(status for status, _body in answers) == [200, 201]
        assert answers[0][1] == answers[1][1]


def test_two_draws_of_one_day_at_once_make_one(people):
    site = SiteFactory()
    plan = PlanFactory(district=site.district)
    PlanRule.objects.create(plan=plan, site_type=site.type, times=7, per="week")
    for number in range(RUNS):
        on = DAY + dt.timedelta(days=3 * number)
        plan.works_on_holidays = True
        plan.save(update_fields=["works_on_holidays"])

        draw = lambda on=on: plans.draw("990102", on=on, actor=None, at=MOMENT)  # noqa: E731
        made = at_once(draw, draw)

        assert made[0] == made[1] == Draw.objects.get(on=on)
        assert Check.objects.filter(on=on, site=site).count() == 1
