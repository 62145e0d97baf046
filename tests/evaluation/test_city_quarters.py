"""A city's quarter ranks its districts by the city's published months and what was decided about them."""

import datetime as dt
from decimal import Decimal

import pytest

from evaluation.actions import evaluations
from evaluation.models import Adjustment, Evaluation, EvaluationResult
from evaluation.tasks import prepare_evaluation
from foundation.jobs.models import JobRun
from tests.factories import RegionFactory, UserFactory, admin_of
from tests.factories.quarters import (
    AFTER_Q3,
    Q3,
    MaterialReviewFactory,
    NegativeEntryFactory,
    answers,
    month_of,
    quarter_of,
    reviewed,
)

pytestmark = pytest.mark.django_db
CITY, FIRST, SECOND = "9901", "990102", "990103"


def city_months():
    quarter_of({FIRST: ["90", "90", "90"], SECOND: ["80", "80", "80"]}, district=CITY)


def prepared():
    return evaluations.prepare(RegionFactory(code=CITY), period=Q3, actor=None, at=AFTER_Q3)


def ranked(evaluation):
    rows = EvaluationResult.objects.filter(evaluation=evaluation).order_by("rank", "region")
    return list(rows.values_list("region", "final", "rank"))


def test_districts_are_ranked_by_the_months_of_the_city():
    city_months()

    assert ranked(prepared()) == [(FIRST, Decimal("90.00"), 1), (SECOND, Decimal("80.00"), 2)]


def test_what_was_decided_about_a_district_counts_for_it():
    city_months()
    told = {"party_kind": "region", "region": RegionFactory(code=SECOND)}
    Adjustment.objects.create(
        district=RegionFactory(code=SECOND),
        quarter=Q3.start,
        on=dt.date(2026, 8, 1),
        kind="bonus",
        points=3,
        reason="表彰",
        recorded_at=AFTER_Q3,
        recorded_by=UserFactory(),
        **told,
    )
    NegativeEntryFactory(district=RegionFactory(code=FIRST), party_kind="region", region=RegionFactory(code=FIRST))

    assert ranked(prepared()) == [(FIRST, Decimal("88.00"), 1), (SECOND, Decimal("83.00"), 2)]


def test_satisfaction_and_material_of_a_district_join_its_quarter():
    city_months()
    answers(100, 12, region=f"{SECOND}001001")
    review = MaterialReviewFactory(
        district=RegionFactory(code=SECOND),
        party_kind="region",
        region=RegionFactory(code=SECOND),
        organisation=None,
    )
    reviewed(review, earned=(10, 5))

    row = EvaluationResult.objects.get(evaluation=prepared(), region=SECOND)

    assert (row.satisfaction, row.material, row.final) == (Decimal(100), Decimal(100), Decimal("86.00"))


def test_the_timetable_prepares_the_city_beside_its_districts_and_twice_changes_nothing():
    quarter_of({f"{FIRST}001": ["70", "70", "70"]}, district=FIRST)
    city_months()

    for _time in range(2):
        prepare_evaluation(day="2026-10-01", district=FIRST)
        prepare_evaluation(day="2026-10-01", district=CITY)

    assert sorted(Evaluation.objects.values_list("district", "version")) == [(CITY, 1), (FIRST, 1)]


@pytest.mark.parametrize(("state", "named"), [("published", [CITY]), ("draft", [])])
def test_a_city_is_named_to_the_timetable_once_it_has_published_a_month(state, named):
    month_of("2026-08", {FIRST: "90"}, district=CITY, state=state)
    month_of("2026-08", {f"{FIRST}001": "90"}, district=FIRST)

    prepare_evaluation(day="2026-10-01")

    runs = JobRun.objects.filter(task="prepare_evaluation", region_code=CITY)
    assert sorted(set(runs.values_list("region_code", flat=True))) == named


def test_the_office_of_the_city_opens_and_publishes_it():
    city_months()
    office, made = admin_of(CITY), prepared()

    evaluations.open_for_appeal(made, actor=office, at=AFTER_Q3)
    evaluations.approve(made, actor=office, at=AFTER_Q3 + dt.timedelta(days=10))
    evaluations.publish(made, actor=office, at=AFTER_Q3 + dt.timedelta(days=10))

    made.refresh_from_db()
    assert (made.state, made.results.get(region=FIRST).grade) == ("published", "excellent")
