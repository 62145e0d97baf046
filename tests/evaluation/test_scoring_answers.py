"""An answer fits the rule of its item, or is refused with the item's code and a reason."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.answers import NOT_APPLICABLE, Answer, AnswerDoesNotFit, Misfit, fit
from evaluation.scoring.items import judge
from evaluation.scoring.rules import ItemRule, Method

GRADED = ItemRule("PRO-09", Decimal(4), "graded")
COUNTED = ItemRule("PRO-10", Decimal(4), "counted", deduct_each=Decimal(1))
MEASURED = ItemRule("PRO-01", Decimal(5), "measured", target=Decimal(5))
MATERIAL = ItemRule("C-ORG-01", Decimal(2), "graded", method=Method.MATERIAL)
JSON = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()) | st.decimals()


@pytest.mark.parametrize(
    ("item", "raw", "answer"),
    [
        (GRADED, {"option": "B"}, Answer(option="B")),
        (COUNTED, {"count": 0}, Answer(count=0)),
        (COUNTED, {"count": 9_999}, Answer(count=9_999)),
        (MEASURED, {"value": 3}, Answer(value=Decimal(3))),
        (MEASURED, {"value": "3.5"}, Answer(value=Decimal("3.5"))),
        (MEASURED, {"value": 0.1}, Answer(value=Decimal("0.1"))),
        (MEASURED, {"value": Decimal("0.00005")}, Answer(value=Decimal("0.0001"))),
        (MEASURED, {"value": "-0"}, Answer(value=Decimal(0))),
        (MEASURED, {"value": 10**9}, Answer(value=Decimal(10**9))),
        (GRADED, {"na": True}, NOT_APPLICABLE),
        (COUNTED, {"na": True, "count": None}, NOT_APPLICABLE),
        (MEASURED, {"na": True}, NOT_APPLICABLE),
        (GRADED, {"option": "A", "na": False}, Answer(option="A")),
        (MATERIAL, {"certificate": " 〔2025〕3号 "}, Answer(certificate="〔2025〕3号")),
    ],
    ids=[
        "an option of the item",
        "no occurrence",
        "very many",
        "a whole value",
        "a value as text",
        "a float as it prints",
        "kept at four decimals",
        "nothing is not negative",
        "the largest value",
        "not applicable to a graded item",
        "to a counted one",
        "to a measured one",
        "an explicit no to not applicable",
        "exempt by certificate",
    ],
)
def test_an_answer_that_fits_is_taken(item, raw, answer):
    assert fit(item, **raw) == answer


@pytest.mark.parametrize(
    ("item", "raw", "reason"),
    [
        (GRADED, {}, Misfit.NO_ANSWER),
        (GRADED, {"na": False}, Misfit.NO_ANSWER),
        (GRADED, {"option": "A", "count": 1}, Misfit.SEVERAL_ANSWERS),
        (GRADED, {"option": "A", "na": True}, Misfit.SEVERAL_ANSWERS),
        (GRADED, {"count": 1}, Misfit.WRONG_KIND),
        (COUNTED, {"value": 1}, Misfit.WRONG_KIND),
        (MEASURED, {"option": "A"}, Misfit.WRONG_KIND),
        (GRADED, {"na": "yes"}, Misfit.WRONG_KIND),
        (GRADED, {"certificate": "12"}, Misfit.WRONG_KIND),
        (MATERIAL, {"certificate": " "}, Misfit.NO_ANSWER),
        (MATERIAL, {"certificate": 12}, Misfit.NO_ANSWER),
        (GRADED, {"option": "E"}, Misfit.UNKNOWN_OPTION),
        (GRADED, {"option": "a"}, Misfit.UNKNOWN_OPTION),
        (GRADED, {"option": ["A"]}, Misfit.UNKNOWN_OPTION),
        (COUNTED, {"count": 1.0}, Misfit.NOT_WHOLE),
        (COUNTED, {"count": "1"}, Misfit.NOT_WHOLE),
        (COUNTED, {"count": True}, Misfit.NOT_WHOLE),
        (COUNTED, {"count": -1}, Misfit.NEGATIVE),
        (COUNTED, {"count": 10_000}, Misfit.TOO_LARGE),
        (MEASURED, {"value": -0.01}, Misfit.NEGATIVE),
        (MEASURED, {"value": float("nan")}, Misfit.NOT_A_NUMBER),
        (MEASURED, {"value": float("inf")}, Misfit.NOT_A_NUMBER),
        (MEASURED, {"value": "NaN"}, Misfit.NOT_A_NUMBER),
        (MEASURED, {"value": "1e3"}, Misfit.NOT_A_NUMBER),
        (MEASURED, {"value": "３"}, Misfit.NOT_A_NUMBER),
        (MEASURED, {"value": Decimal("sNaN")}, Misfit.NOT_A_NUMBER),
        (MEASURED, {"value": True}, Misfit.NOT_A_NUMBER),
        (MEASURED, {"value": []}, Misfit.NOT_A_NUMBER),
        (MEASURED, {"value": 10**9 + 1}, Misfit.TOO_LARGE),
        (MEASURED, {"value": 1e300}, Misfit.TOO_LARGE),
        (MEASURED, {"value": Decimal("1E+999999")}, Misfit.TOO_LARGE),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_by_name(item, raw, reason):
    with pytest.raises(AnswerDoesNotFit) as refused:
        fit(item, **raw)

    assert (refused.value.item, refused.value.reason) == (item.code, reason)


@given(st.sampled_from([GRADED, COUNTED, MEASURED, MATERIAL]), JSON, JSON, JSON, JSON, JSON)
def test_whatever_comes_in_is_an_answer_or_a_refusal(item, option, count, value, na, certificate):
    answer = None

    with suppress(AnswerDoesNotFit):
        answer = fit(item, option=option, count=count, value=value, na=na, certificate=certificate)

    assert answer is None or judge(item, answer).earned <= item.points


@given(st.integers(0, 9_999), st.decimals(0, 10**9, places=4))
def test_every_sensible_count_and_value_fits(count, value):
    assert fit(COUNTED, count=count).count == count
    assert fit(MEASURED, value=value).value == value


@pytest.mark.parametrize("values", [{}, {"option": "A", "count": 1}], ids=["none", "two"])
def test_an_answer_is_exactly_one_thing(values):
    with pytest.raises(ValueError, match="exactly one"):
        Answer(**values)
