"""What a submission leaves behind: problems, the month's running sum, questions; and what it costs in statements."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
import time_machine

from evaluation.models import CheckFlag, Finding, Problem, SiteMonth
from foundation.audit.models import AuditEntry
from tests.factories import SiteFactory, inspector_of
from tests.factories.checks import NOW, filled, two_items
from tests.factories.evaluation import MOMENT

pytestmark = pytest.mark.django_db
URL = "/api/v1/check-submissions/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def site():
    two_items()
    return SiteFactory(code="MARKET-1")


@pytest.fixture
def inspector(client):
    user = inspector_of("990102", name="王小明")
    client.force_login(user)
    return user


def post(client, body, url=URL):
    return client.post(url, body, content_type="application/json")


def test_a_failing_item_opens_a_problem_and_failing_again_adds_to_it(client, site, inspector):
    failing = [{"item": "MKT-01", "option": "D", "note": "通道堆满纸箱"}, {"item": "MKT-02", "count": 0}]
    first = post(client, filled(site, items=failing)).json()
    second = post(client, filled(site, items=failing)).json()

    problem = Problem.objects.get()
    assert first["problems"] == second["problems"] == [problem.pk]
    assert (problem.item, problem.severity, problem.state, problem.source) == ("MKT-01", "serious", "found", "check")
    assert (problem.description, problem.organisation, problem.found_by) == (
        "通道堆满纸箱",
        site.organisation,
        inspector,
    )
    assert problem.found_at == MOMENT + dt.timedelta(minutes=20)
    assert list(Finding.objects.order_by("pk").values_list("check_item__check_record", flat=True)) == [
        first["check"],
        second["check"],
    ]
    verbs = AuditEntry.objects.filter(subject_type="evaluation.problem").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["problem.open", "problem.find_again"]


def test_a_closed_problem_does_not_take_new_findings(client, site, inspector):
    failing = [{"item": "MKT-01", "option": "D"}, {"item": "MKT-02", "count": 0}]
    (first,) = post(client, filled(site, items=failing)).json()["problems"]
    Problem.objects.filter(pk=first).update(state="cancelled")

    (second,) = post(client, filled(site, items=failing)).json()["problems"]

    assert first != second
    assert Problem.objects.get(pk=second).description == "通道畅通"


def test_the_inspector_may_say_that_a_passing_item_fails(client, site, inspector):
    items = [{"item": "MKT-01", "option": "A", "failed": True}, {"item": "MKT-02", "count": 0}]

    answer = post(client, filled(site, items=items)).json()

    assert (answer["score"], len(answer["problems"])) == ("100.00", 1)


def test_a_month_grows_with_every_scored_check(client, site, inspector):
    for _ in range(3):
        post(client, filled(site))

    month = SiteMonth.objects.get()
    assert (month.site, month.month, month.checks, month.score_sum) == (
        site,
        dt.date(2026, 10, 1),
        3,
        Decimal("231.999999999999999"),
    )


def test_the_number_of_statements_does_not_grow_with_the_form(client, site, inspector, django_assert_num_queries):
    post(client, filled(site))

    with django_assert_num_queries(6):
        post(client, filled(site))


def test_a_batch_of_three_sites_takes_the_statements_of_one(client, site, inspector, django_assert_num_queries):
    bodies = [filled(SiteFactory()) for _ in range(3)]
    post(client, filled(site))

    with django_assert_num_queries(6):
        post(client, {"submissions": bodies}, URL + "batch/")


def test_flags_ask_and_never_refuse(client, site, inspector):
    hasty = {"finished_at": (MOMENT + dt.timedelta(seconds=9)).isoformat()}
    afar = {"position": {"longitude": 113.26, "latitude": 29.6, "accuracy": 20}}

    response = post(client, filled(site) | hasty | afar)

    assert response.status_code == 201
    assert list(CheckFlag.objects.order_by("kind").values_list("kind", "detail")) == [
        ("far_away", {"metres": 967, "accuracy": 20}),
        ("too_fast", {"seconds": 9, "items": 2}),
    ]


@pytest.mark.parametrize("metres_east", [0.00319, 0.00322], ids=["within", "beyond"])
def test_the_place_is_in_question_beyond_300_metres_and_the_accuracy(client, site, inspector, metres_east):
    position = {"longitude": 113.25 + metres_east, "latitude": 29.6, "accuracy": 10}

    post(client, filled(site, position=position))

    assert CheckFlag.objects.exists() is (metres_east > 0.0032)


def test_a_uuid_of_any_version_is_a_client_id(client, site, inspector):
    assert post(client, filled(site, client_id=str(uuid.uuid1()))).status_code == 201
