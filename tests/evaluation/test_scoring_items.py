"""What an item earns, what a check scores, and why points were lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.answers import NOT_APPLICABLE, Answer, AnswerDoesNotFit
from evaluation.scoring.checks import CheckScore, counts, score_check
from evaluation.scoring.items import Loss, Reason, judge, judge_all
from evaluation.scoring.options import YES_NO
from evaluation.scoring.rules import Direction, ItemRule, Method, Rule

SIX, HUNDRED = Decimal(6), Decimal(100)
GRADED = ItemRule("G", SIX, Rule.GRADED)
YES_OR_NO = ItemRule("Y", SIX, Rule.GRADED, options=YES_NO)
COUNTED = ItemRule("C", SIX, Rule.COUNTED, deduct_each=Decimal("2.5"))
HIGHER = ItemRule("H", SIX, Rule.MEASURED, target=Decimal(9))
LOWER = ItemRule("L", SIX, Rule.MEASURED, target=Decimal(9), direction=Direction.LOWER)
MATERIAL = ItemRule("M", SIX, Rule.GRADED, method=Method.MATERIAL)
SIGN, ROSTER = (ItemRule(code, Decimal(2), Rule.GRADED, options=YES_NO, bundle="VOL") for code in ("SIGN", "ROSTER"))
YES, NO = Answer(option="yes"), Answer(option="no")

POINTS = st.decimals(min_value="0.001", max_value=100, places=3)
VALUES = st.decimals(min_value=0, max_value=200, places=4)
MEASURED_ITEMS = st.builds(
    ItemRule, st.just("M"), POINTS, st.just("measured"), target=POINTS, direction=st.sampled_from(Direction)
)
ITEMS = st.one_of(
    st.builds(ItemRule, st.just("G"), POINTS, st.just("graded"), bundle=st.sampled_from(["", "VOL"])),
    st.builds(ItemRule, st.just("C"), POINTS, st.just("counted"), deduct_each=POINTS),
    MEASURED_ITEMS,
)


@st.composite
def answered(draw):
    item = draw(ITEMS)
    answers = {
        Rule.GRADED: st.builds(Answer, option=st.sampled_from("ABCD")),
        Rule.COUNTED: st.builds(Answer, count=st.integers(0, 50)),
        Rule.MEASURED: st.builds(Answer, value=VALUES),
    }
    return item, draw(st.just(NOT_APPLICABLE) | answers[item.rule]), draw(st.booleans())


@pytest.mark.parametrize(
    ("item", "answer", "earned", "possible"),
    [
        (GRADED, Answer(option="A"), "6", "6"),
        (GRADED, Answer(option="B"), "3.96", "6"),
        (GRADED, Answer(option="C"), "1.98", "6"),
        (GRADED, Answer(option="D"), "0", "6"),
        (YES_OR_NO, NO, "0", "6"),
        (COUNTED, Answer(count=0), "6", "6"),
        (COUNTED, Answer(count=1), "3.5", "6"),
        (COUNTED, Answer(count=3), "0", "6"),
        (HIGHER, Answer(value=Decimal(0)), "0", "6"),
        (HIGHER, Answer(value=Decimal(4)), "2.666666666666667", "6"),
        (HIGHER, Answer(value=Decimal(6)), "4", "6"),
        (HIGHER, Answer(value=Decimal(20)), "6", "6"),
        (LOWER, Answer(value=Decimal(0)), "6", "6"),
        (LOWER, Answer(value=Decimal(9)), "6", "6"),
        (LOWER, Answer(value=Decimal(12)), "4.5", "6"),
        (GRADED, NOT_APPLICABLE, "0", "0"),
        (MATERIAL, Answer(certificate="〔2025〕3号"), "6", "6"),
    ],
    ids=[
        "grade A earns all",
        "grade B earns 66 %",
        "grade C earns 33 %",
        "grade D earns nothing",
        "no earns nothing",
        "no occurrence costs nothing",
        "one occurrence costs its deduction",
        "occurrences cost no more than there is",
        "nothing measured earns nothing",
        "part of the target earns its share",
        "two thirds of the target earn exactly two thirds",
        "more than the target earns no more",
        "less is better and nothing is best",
        "at the upper limit all is earned",
        "beyond the upper limit the share is turned round",
        "not applicable counts for nothing",
        "a certificate earns all",
    ],
)
def test_an_item_earns_by_its_rule(item, answer, earned, possible):
    judged = judge(item, answer)

    assert (judged.earned, judged.possible) == (Decimal(earned), Decimal(possible))


@pytest.mark.parametrize(
    ("item", "answer", "losses"),
    [
        (GRADED, Answer(option="A"), ()),
        (GRADED, Answer(option="B"), (Loss(Reason.GRADE, Decimal("2.04"), "B", Decimal("0.66")),)),
        (COUNTED, Answer(count=2), (Loss(Reason.OCCURRENCES, Decimal(5), 2, Decimal("2.5")),)),
        (HIGHER, Answer(value=SIX), (Loss(Reason.BELOW_TARGET, Decimal(2), SIX, Decimal(9)),)),
        (LOWER, Answer(value=Decimal(12)), (Loss(Reason.ABOVE_TARGET, Decimal("1.5"), Decimal(12), Decimal(9)),)),
        (GRADED, NOT_APPLICABLE, ()),
    ],
    ids=["nothing lost", "a grade", "occurrences", "short of the target", "over the limit", "not applicable"],
)
def test_every_lost_point_carries_its_reason_and_numbers(item, answer, losses):
    assert judge(item, answer).losses == losses


@pytest.mark.parametrize(
    ("item", "answer", "says_failed", "failed"),
    [
        (GRADED, Answer(option="B"), False, False),
        (GRADED, Answer(option="C"), False, True),
        (HIGHER, Answer(value=Decimal("5.4")), False, False),
        (HIGHER, Answer(value=Decimal("5.3999")), False, True),
        (GRADED, Answer(option="A"), True, True),
        (GRADED, NOT_APPLICABLE, True, False),
        (ItemRule("S", SIX, "graded", pass_rate=Decimal(1)), Answer(option="B"), False, True),
        (ItemRule("S", SIX, "graded", pass_rate=Decimal(0)), Answer(option="D"), False, False),
    ],
    ids=[
        "66 % is enough",
        "33 % is not",
        "exactly 60 % is enough",
        "a little less is not",
        "the inspector says so",
        "what does not apply cannot fail",
        "a strict item bears no slip",
        "an item that cannot fail",
    ],
)
def test_an_item_fails_below_its_pass_rate_or_when_the_inspector_says_so(item, answer, says_failed, failed):
    assert judge(item, answer, says_failed=says_failed).failed is failed


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (GRADED, Answer(option="Z")),
        (GRADED, Answer(count=1)),
        (COUNTED, Answer(value=SIX)),
        (HIGHER, YES),
        (GRADED, Answer(certificate="1")),
    ],
)
def test_an_answer_of_another_kind_is_not_judged(item, answer):
    with pytest.raises(AnswerDoesNotFit):
        judge(item, answer)


def test_a_volunteer_point_with_sign_and_roster_earns_both():
    judged = judge_all([(SIGN, YES, False), (ROSTER, YES, False)])

    assert [one.earned for one in judged] == [2, 2]


def test_a_volunteer_point_without_roster_earns_nothing_but_the_sign_has_not_failed():
    sign, roster, other = judge_all([(SIGN, YES, False), (ROSTER, NO, False), (GRADED, Answer(option="A"), False)])

    assert (sign.earned, sign.possible, sign.failed) == (0, 2, False)
    assert sign.losses == (Loss(Reason.ALL_OR_NONE, Decimal(2), "VOL"),)
    assert (roster.earned, roster.possible, roster.failed) == (0, 2, True)
    assert roster.losses == (Loss(Reason.GRADE, Decimal(2), "no", Decimal(0)),)
    assert (other.earned, other.is_full) == (6, True)


def test_a_child_that_does_not_apply_does_not_cost_its_siblings():
    sign, roster = judge_all([(SIGN, YES, False), (ROSTER, NOT_APPLICABLE, False)])

    assert (sign.earned, roster.possible) == (2, 0)


def test_a_check_scores_what_it_earned_of_what_it_could():
    judged = judge_all([(GRADED, Answer(option="B"), False), (HIGHER, Answer(value=Decimal(4)), False)])

    assert score_check(judged) == CheckScore(
        earned=Decimal("6.626666666666667"), possible=Decimal(12), score=Decimal("55.222222222222225")
    )


def test_a_check_scores_the_applicable_items_only():
    judged = judge_all([(YES_OR_NO, YES, False), (COUNTED, Answer(count=1), False), (GRADED, NOT_APPLICABLE, False)])

    assert score_check(judged) == CheckScore(Decimal("9.5"), Decimal(12), Decimal("79.166666666666667"))


def test_a_check_to_which_nothing_applies_has_no_score():
    judged = judge_all([(GRADED, NOT_APPLICABLE, False)])

    assert score_check(judged) == CheckScore(Decimal(0), Decimal(0), None)


@pytest.mark.parametrize(
    ("state", "counted"),
    [("drawn", False), ("submitted", True), ("confirmed", True), ("cancelled", False), ("voided", False)],
)
def test_only_submitted_and_confirmed_checks_count(state, counted):
    assert counts(state) is counted


@given(st.lists(answered(), max_size=12))
def test_earned_and_lost_points_always_add_up_to_the_possible(form):
    for one in judge_all(form):
        assert 0 <= one.earned <= one.possible
        assert one.earned + sum(loss.points for loss in one.losses) == one.possible
        assert all(loss.points > 0 for loss in one.losses)


@given(st.lists(answered(), max_size=12))
def test_a_check_scores_between_nothing_and_a_hundred(form):
    result = score_check(judge_all(form))

    assert (result.score is None) is (result.possible == 0)
    assert result.score is None or 0 <= result.score <= HUNDRED


@given(MEASURED_ITEMS, VALUES, VALUES)
def test_a_better_value_never_earns_less(item, one, other):
    worse, better = sorted([one, other], reverse=item.direction is Direction.LOWER)

    assert judge(item, Answer(value=worse)).earned <= judge(item, Answer(value=better)).earned
