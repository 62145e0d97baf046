"""A party's month: its components, its composite and what is added and taken."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.adjustments import Adjustment, AdjustmentKind, adjust, counted_in, highest_only
from evaluation.scoring.flaws import RuleRefused
from evaluation.scoring.numbers import published, stored
from evaluation.scoring.parties import (
    DueProblem,
    DueReport,
    ReportState,
    Satisfaction,
    composite,
    field,
    rectification,
    reporting,
    satisfaction,
    score_party,
    site_month,
)
from evaluation.scoring.rules import Component, Missing, Scheme
from foundation.periods import ZONE, Period

OCTOBER = Period.parse("2026-10")
DUE = dt.datetime(2026, 10, 20, 17, 30, tzinfo=ZONE)
SECOND = dt.timedelta(seconds=1)
SCORES = st.decimals(min_value=0, max_value=100, places=15)
COMPONENTS = st.dictionaries(st.sampled_from(Component), st.none() | SCORES)


def numbers(*values):
    return [Decimal(value) for value in values]


def bonus(points, *, key="1", on=dt.date(2026, 10, 5), project=""):
    return Adjustment(key, AdjustmentKind.BONUS, Decimal(points), on, project)


def deduction(points):
    return Adjustment("9", "deduction", Decimal(points), dt.date(2026, 10, 5))


def test_a_sites_month_is_the_mean_of_its_checks_and_undefined_without_any():
    assert site_month(numbers("90", "85")) == Decimal("87.5")
    assert site_month([]) is None


def test_field_is_the_weighted_mean_over_site_types_and_not_over_sites():
    months = {"market": numbers(60, 80), "park": numbers(100), "school": []}

    assert field(months, Scheme()) == Decimal(85)
    assert field(months, Scheme(type_weights={"market": Decimal(3)})) == Decimal("77.5")
    assert field({"school": []}, Scheme()) is None
    assert field({}, Scheme()) is None


def test_rectification_is_the_share_closed_on_or_before_the_deadline():
    problems = [
        DueProblem(DUE, closed_at=DUE),
        DueProblem(DUE, closed_at=DUE + SECOND),
        DueProblem(DUE),
        DueProblem(DUE, closed_at=DUE - SECOND, cancelled=True),
    ]

    assert published(rectification(problems, OCTOBER)) == Decimal("33.33")


@pytest.mark.parametrize(
    ("due_at", "score"),
    [
        (dt.datetime(2026, 9, 30, 15, 59, 59, tzinfo=dt.UTC), None),
        (dt.datetime(2026, 9, 30, 16, 0, tzinfo=dt.UTC), 0),
        (dt.datetime(2026, 10, 31, 15, 59, 59, tzinfo=dt.UTC), 0),
        (dt.datetime(2026, 10, 31, 16, 0, tzinfo=dt.UTC), None),
    ],
    ids=["the evening before", "the first moment", "the last moment", "the next month"],
)
def test_a_deadline_belongs_to_the_month_of_its_local_day(due_at, score):
    assert rectification([DueProblem(due_at)], OCTOBER) == score


@pytest.mark.parametrize(
    ("state", "filed_on", "credit"),
    [
        ("accepted", 20, "1"),
        ("submitted", 20, "1"),
        ("submitted", 21, "0.5"),
        ("accepted", 21, "0.5"),
        ("returned", 19, "0"),
        ("draft", None, "0"),
        ("due", None, "0"),
    ],
    ids=["accepted", "under review", "late under review", "late accepted", "returned", "a draft", "missing"],
)
def test_a_report_has_credit_for_being_filed_in_time_or_late(state, filed_on, credit):
    filed = dt.date(2026, 10, filed_on) if filed_on else None

    assert DueReport(dt.date(2026, 10, 20), ReportState(state), filed).credit == Decimal(credit)


def test_reporting_is_the_credit_of_the_reports_due_in_the_month():
    day = dt.date(2026, 10, 20)
    reports = [
        DueReport(day, ReportState.ACCEPTED, day),
        DueReport(day, ReportState.SUBMITTED, dt.date(2026, 10, 22)),
        DueReport(day),
        DueReport(dt.date(2026, 11, 1)),
    ]

    assert reporting(reports, OCTOBER) == Decimal(50)
    assert reporting(reports[3:], OCTOBER) is None


def test_satisfaction_is_the_mean_of_five_answers_on_a_hundred():
    answers = dict.fromkeys(Satisfaction, 2)

    assert satisfaction(answers, min_responses=10) == Decimal(54)
    assert satisfaction({"satisfied": 9}, min_responses=10) is None
    assert satisfaction({"satisfied": 10}, min_responses=10) == Decimal(80)
    assert satisfaction({}, min_responses=0) is None


@pytest.mark.parametrize(
    ("components", "missing", "score"),
    [
        ({"field": 90, "rectification": 100, "reporting": 80, "satisfaction": 70}, "renormalise", "89.00"),
        ({"field": 90, "rectification": 100}, "renormalise", "92.50"),
        ({"field": 90, "rectification": None}, "renormalise", "90.00"),
        ({"field": None, "rectification": None}, "renormalise", None),
        ({"field": 90, "rectification": 100}, "zero", "74.00"),
        ({"field": 90, "rectification": None}, "zero", "54.00"),
        ({"field": None}, "zero", None),
        ({}, "zero", None),
    ],
    ids=[
        "all four",
        "two of four share the weight",
        "nothing was due",
        "never inspected",
        "two of four and the rest as nothing",
        "only field and the rest as nothing",
        "never inspected has no score even so",
        "no component at all",
    ],
)
def test_composite_treats_undefined_components_as_the_scheme_says(components, missing, score):
    values = {name: None if value is None else Decimal(value) for name, value in components.items()}

    result = composite(values, Scheme(missing=Missing(missing)))

    assert result == (None if score is None else Decimal(score))


def test_components_without_weight_make_no_composite():
    scheme = Scheme(weights={Component.FIELD: Decimal(1)})

    assert composite({Component.REPORTING: Decimal(90)}, scheme) is None


@pytest.mark.parametrize(
    ("score", "adjustments", "expected"),
    [
        ("80", [], ("0", "0", "80.00")),
        ("80", [bonus("2"), bonus("1.5", key="2")], ("3.5", "0", "83.50")),
        ("80", [bonus("4"), bonus("4", key="2")], ("5", "0", "85.00")),
        ("80", [deduction("7"), deduction("7")], ("0", "10", "70.00")),
        ("80", [bonus("9"), deduction("12")], ("5", "10", "75.00")),
        ("99", [bonus("4")], ("4", "0", "100.00")),
        ("3", [deduction("8")], ("0", "8", "0.00")),
        ("87.495", [], ("0", "0", "87.50")),
        (None, [bonus("4")], ("4", "0", None)),
    ],
    ids=[
        "nothing to adjust",
        "bonuses add up",
        "bonuses are capped",
        "deductions are capped",
        "each cap for itself",
        "no more than a hundred",
        "no less than nothing",
        "published half up",
        "no score stays no score",
    ],
)
def test_adjustments_are_capped_and_the_final_is_clamped(score, adjustments, expected):
    result = adjust(
        None if score is None else Decimal(score), adjustments, bonus_cap=Decimal(5), deduction_cap=Decimal(10)
    )

    given_back = (result.bonus, result.deduction, result.final)
    assert given_back == tuple(None if value is None else Decimal(value) for value in expected)


def test_of_the_bonuses_of_one_project_and_year_only_the_largest_counts():
    first, larger = bonus("1", project="P"), bonus("3", key="2", project="P")
    equal_but_later = bonus("3", key="3", on=dt.date(2026, 11, 1), project="P")
    next_year = bonus("1", key="4", on=dt.date(2027, 1, 1), project="P")
    other, plain, taken = bonus("1", key="5", project="Q"), bonus("1", key="6"), deduction("2")

    counted = highest_only([first, larger, equal_but_later, next_year, other, plain, taken])

    assert counted == (larger, next_year, other, plain, taken)


def test_a_month_does_not_reward_a_project_that_earned_more_in_another_month_of_the_year():
    of_the_year = [
        bonus("3", on=dt.date(2026, 9, 1), project="P"),
        bonus("2", key="2", project="P"),
        bonus("1", key="3"),
    ]

    assert counted_in(OCTOBER, of_the_year) == (of_the_year[2],)


@pytest.mark.parametrize(("kind", "points"), [("gift", "1"), ("bonus", "0")])
def test_an_adjustment_is_a_bonus_or_a_deduction_of_some_points(kind, points):
    with pytest.raises(RuleRefused):
        Adjustment("1", kind, Decimal(points), dt.date(2026, 10, 5))


def test_a_partys_month_comes_with_all_its_parts():
    scheme = Scheme(coefficients={"990102001": Decimal("1.02")})
    components = {Component.FIELD: Decimal("85.123456789012345"), Component.RECTIFICATION: Decimal(100)}

    score = score_party("990102001", components, scheme, [bonus("1"), deduction("0.5")])

    assert stored(score.composite) == Decimal("88.842592591759259")
    assert (score.coefficient, score.bonus, score.deduction) == (Decimal("1.02"), 1, Decimal("0.5"))
    assert score.final == Decimal("91.12")
    assert score.components == components | {Component.REPORTING: None, Component.SATISFACTION: None}


def test_a_party_that_was_never_inspected_has_no_final():
    score = score_party("990102001", {}, Scheme())

    assert (score.composite, score.final, score.coefficient) == (None, None, 1)


@given(COMPONENTS)
def test_a_composite_lies_between_its_components(components):
    defined = [value for value in components.values() if value is not None]

    result = composite(components, Scheme())

    assert (result is None) is (not defined)
    assert result is None or min(defined) <= result <= max(defined)


@given(COMPONENTS, st.lists(st.builds(bonus, st.integers(1, 9))), st.lists(st.builds(deduction, st.integers(1, 9))))
def test_a_final_is_published_on_a_hundred_and_a_bonus_never_costs(components, bonuses, deductions):
    without = score_party("1", components, Scheme(), deductions).final
    with_bonuses = score_party("1", components, Scheme(), [*bonuses, *deductions]).final

    assert (without is None) is (with_bonuses is None)
    assert without is None or 0 <= without <= with_bonuses <= 100
    assert with_bonuses is None or with_bonuses == published(with_bonuses)
