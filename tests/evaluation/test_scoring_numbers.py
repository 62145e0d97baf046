"""Digits are cut in two places only, and never spoil a half."""

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.numbers import STORED_PLACES, mean, published, ratio, stored, total, weighted_mean

SCORES = st.decimals(min_value=0, max_value=100, places=15)


def D(*texts):
    return [Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("87.495", "87.50"),
        ("87.494999", "87.49"),
        ("87.505", "87.51"),
        ("0.005", "0.01"),
        ("100", "100.00"),
        ("87.4949999999999999", "87.50"),
        ("87.494999999999", "87.49"),
    ],
    ids=[
        "a half goes up",
        "less than a half goes down",
        "also after an even digit",
        "from nothing",
        "a whole number",
        "a half but for the last stored digits is a half",
        "a real difference is not",
    ],
)
def test_a_published_number_is_rounded_half_up_to_two_places(value, shown):
    assert str(published(Decimal(value))) == shown


def test_thirds_that_add_up_to_a_half_are_published_as_the_half():
    thirds = [stored(Decimal(number) / 3) for number in ("262.483", "262.486", "262.486")]

    assert total(thirds) == Decimal("262.484999999999999")
    assert published(mean(thirds)) == Decimal("87.50")


def test_a_stored_number_has_fifteen_places_and_rounds_half_up():
    assert STORED_PLACES == 15
    assert stored(Decimal("0.0000000000000005")) == Decimal("0.000000000000001")
    assert stored(Decimal(2) / 3) == Decimal("0.666666666666667")
    assert not stored(Decimal("-0")).is_signed()


def test_the_caller_cannot_spoil_a_score_with_a_coarse_context():
    with localcontext(Context(prec=3)):
        assert mean(D("12.345678", "12.345679")) == Decimal("12.3456785")
        assert ratio(Decimal("1.98"), Decimal(3)) == Decimal(66)
        assert published(Decimal("12.345")) == Decimal("12.35")


def test_a_mean_of_nothing_and_a_share_of_nothing_are_undefined():
    assert mean([]) is None
    assert weighted_mean([]) is None
    assert weighted_mean([(Decimal(0), Decimal(90))]) is None
    assert ratio(Decimal(0), Decimal(0)) is None
    assert total([]) == 0


def test_a_weighted_mean_weighs():
    assert weighted_mean(zip(D("3", "1"), D("90", "70"), strict=True)) == Decimal(85)


@given(st.lists(SCORES, min_size=1, max_size=30), st.randoms())
def test_a_mean_lies_between_its_ends_and_does_not_depend_on_order(scores, random):
    shuffled = scores.copy()
    random.shuffle(shuffled)

    assert min(scores) <= mean(scores) <= max(scores)
    assert mean(shuffled) == mean(scores)


@given(SCORES, SCORES)
def test_publishing_keeps_order_and_changes_nothing_twice(one, other):
    low, high = sorted([one, other])

    assert published(low) <= published(high)
    assert published(published(one)) == published(one)
    assert abs(published(one) - one) <= Decimal("0.0051")
