"""Quarters, grades, years and cycles."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.adjustments import Adjustment, AdjustmentKind
from evaluation.scoring.answers import NOT_APPLICABLE, Answer
from evaluation.scoring.flaws import Flaw, RuleRefused
from evaluation.scoring.items import judge
from evaluation.scoring.numbers import published
from evaluation.scoring.quarters import cycle, grade, material, months, score_quarter, year
from evaluation.scoring.rules import Grade, ItemRule, Method, QuarterComponent, QuarterScheme

SCHEME = QuarterScheme()
FOUR, TWO = (ItemRule(f"C-{points}", Decimal(points), "graded", method=Method.MATERIAL) for points in (4, 2))
FINALS = st.decimals(min_value=0, max_value=100, places=2)


def components(**values):
    return {QuarterComponent(name): value and Decimal(value) for name, value in values.items()}


def judged(item, *options):
    return [judge(item, NOT_APPLICABLE if option is None else Answer(option=option)) for option in options]


def test_a_quarters_months_are_the_mean_of_their_published_finals():
    assert months([Decimal("90.01"), Decimal("80.02"), Decimal("85.03")]) == Decimal("85.02")
    assert months([Decimal("90.01")]) == Decimal("90.01")
    assert months([]) is None


def test_material_is_the_mean_over_reviewers_and_then_over_points():
    reviews = {"C-4": judged(FOUR, "A", "C"), "C-2": judged(TWO, "D", "D")}

    assert published(material(reviews)) == Decimal("44.33")


def test_a_reviewer_for_whom_an_indicator_does_not_apply_has_no_voice_in_it():
    assert material({"C-4": judged(FOUR, "B", None)}) == Decimal(66)
    assert material({"C-4": judged(FOUR, None), "C-2": judged(TWO, "A")}) == Decimal(100)
    assert material({"C-4": judged(FOUR, None)}) is None
    assert material({}) is None


@pytest.mark.parametrize(
    ("parts", "final"),
    [
        ({"months": "90", "satisfaction": "80", "material": "70"}, "85.50"),
        ({"months": "90", "satisfaction": "80"}, "88.24"),
        ({"months": "90", "satisfaction": None, "material": None}, "90.00"),
        ({"months": None}, None),
        ({}, None),
    ],
    ids=["all three", "no material review", "months only", "nothing", "nothing named"],
)
def test_a_quarter_weighs_what_is_defined(parts, final):
    score = score_quarter(components(**parts), SCHEME)

    assert score.final == (None if final is None else Decimal(final))


def test_a_quarter_is_adjusted_within_its_own_caps_and_graded():
    scheme = QuarterScheme(bonus_cap=Decimal(3), deduction_cap=Decimal(2))
    bonus = Adjustment("1", AdjustmentKind.BONUS, Decimal(9), dt.date(2026, 11, 1))
    taken = Adjustment("2", AdjustmentKind.DEDUCTION, Decimal(9), dt.date(2026, 11, 1))

    score = score_quarter(components(months="89"), scheme, [bonus, taken])

    assert (score.composite, score.bonus, score.deduction, score.final) == (89, 3, 2, 90)
    assert (score.grade, score.vetoed) == (Grade.EXCELLENT, False)


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        ("100", Grade.EXCELLENT),
        ("90.00", Grade.EXCELLENT),
        ("89.99", Grade.GOOD),
        ("80.00", Grade.GOOD),
        ("79.99", Grade.QUALIFIED),
        ("60.00", Grade.QUALIFIED),
        ("59.99", Grade.UNQUALIFIED),
        ("0", Grade.UNQUALIFIED),
    ],
)
def test_a_grade_begins_exactly_at_its_least_score(final, expected):
    assert grade(Decimal(final), SCHEME) is expected


def test_a_grade_goes_by_the_published_number():
    score = score_quarter(components(months="89.995"), SCHEME)

    assert (score.final, score.grade) == (Decimal("90.00"), Grade.EXCELLENT)


def test_a_veto_makes_the_grade_unqualified_and_leaves_the_number_visible():
    score = score_quarter(components(months="95"), SCHEME, vetoed=True)

    assert (score.final, score.grade, score.vetoed) == (95, Grade.UNQUALIFIED, True)
    assert grade(None, SCHEME, vetoed=True) is Grade.UNQUALIFIED


def test_no_number_has_no_grade():
    assert grade(None, SCHEME) is None


def test_a_year_is_the_mean_of_its_published_quarters():
    assert year([Decimal("90.01"), Decimal("90.02")]) == Decimal("90.02")
    assert year([]) is None


def test_a_cycle_weighs_its_years_fifteen_twenty_five_and_sixty_oldest_first():
    assert cycle([Decimal(80), Decimal(90), Decimal(95)]) == Decimal("91.50")
    assert cycle([None, Decimal(90), Decimal(95)]) == Decimal("93.53")
    assert cycle([None, None, None]) is None
    assert cycle([Decimal(80), Decimal(90)], weights=[Decimal(1), Decimal(1)]) == Decimal(85)


def test_a_cycle_with_a_year_too_few_is_refused():
    with pytest.raises(RuleRefused) as refused:
        cycle([Decimal(80), Decimal(90)])

    assert refused.value.flaw is Flaw.MISSING


@given(st.lists(FINALS, min_size=3, max_size=3), st.booleans())
def test_a_quarter_lies_between_its_components_and_a_veto_changes_no_number(values, vetoed):
    parts = dict(zip(QuarterComponent, values, strict=True))

    score = score_quarter(parts, SCHEME, vetoed=vetoed)

    assert min(values) <= score.final <= max(values)
    assert score.final == score_quarter(parts, SCHEME).final
