"""Satisfaction on 0–100: the five points, the mean, the smallest sample."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.choices import Satisfaction
from evaluation.scoring.satisfaction import SCALE, score_of


def test_the_five_points_stand_for_100_80_60_30_and_0():
    assert [(str(code), SCALE[code]) for code in Satisfaction.values] == [
        ("very_satisfied", 100),
        ("satisfied", 80),
        ("fair", 60),
        ("dissatisfied", 30),
        ("very_dissatisfied", 0),
    ]


@pytest.mark.parametrize(
    ("answers", "score"),
    [(["very_satisfied"], "100"), (["satisfied", "dissatisfied"], "55"), (["fair"] * 3, "60"), ([], None)],
)
def test_a_respondent_counts_with_the_mean_of_what_counts(answers, score):
    assert score_of(answers) == (None if score is None else Decimal(score))


@given(st.lists(st.sampled_from(sorted(SCALE)), min_size=1, max_size=50))
def test_satisfaction_lies_between_the_worst_and_the_best_answer(answers):
    values = [SCALE[answer] for answer in answers]

    assert min(values) <= score_of(answers) <= max(values)
