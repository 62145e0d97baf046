"""What a form on the phone says: the meaning of grades, units, targets, the rules it is judged by."""

from decimal import Decimal

import pytest
from django.utils import translation

from evaluation.forms.grades import meanings
from evaluation.forms.questions import questions, rules
from evaluation.queries.forms import Form, FormItem
from evaluation.scoring.options import DEFAULT_OPTIONS, YES_NO, parse_options
from evaluation.scoring.rules import ItemRule


def item(name="项", hint="", **rule) -> FormItem:
    made = ItemRule(code="X-01", points=Decimal("5.0"), **({"rule": "graded"} | rule))
    return FormItem(1, made, name, "", hint, "", "normal", "", "")


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("看3个摊位。", ["No fault", "1 case", "2 cases", "3 or more"]),
        ("缺一项降一档。", ["All in order", "1 short", "2 short", "3 or more short"]),
        ("干爽为A；局部积水为B，多处为C，横流为D。", ["干爽", "局部积水", "多处", "横流"]),
        ("One shortfall: B; two: C.", ["No fault", "One shortfall", "two", "Worse"]),
        ("刺鼻气味为D，略有气味为B。", ["No fault", "略有气味", "", "刺鼻气味"]),
    ],
    ids=["nothing said", "one grade down", "all four", "two in English", "two of four"],
)
def test_grades_mean_what_the_guidance_says_they_mean(hint, said):
    with translation.override("en"):
        assert meanings(DEFAULT_OPTIONS, hint) == said


def test_yes_and_no_are_said_in_words_and_other_labels_speak_for_themselves():
    with translation.override("en"):
        assert meanings(YES_NO, "") == ["Complies", "Does not comply"]
        assert meanings(parse_options("好=1;差=0"), "") == ["", ""]


@pytest.mark.parametrize(
    ("name", "hint", "direction", "target", "unit"),
    [
        ("面积占比（%）", "", "higher", "full points from 30%", "%"),
        ("间距（米）", "", "lower", "full points up to 30 米", "米"),
        ("数量", "", "higher", "full points from 30", ""),
        ("数量", "满30处得满分。", "higher", "", ""),
    ],
    ids=["share", "distance", "no unit", "said by the guidance"],
)
def test_a_measured_item_names_its_unit_and_target(name, hint, direction, target, unit):
    with translation.override("en"):
        (question,) = questions(Form(1, (item(name, hint, rule="measured", target=Decimal(30), direction=direction),)))

    assert (question.target, question.unit) == (target, unit)


def test_the_rules_hold_every_number_as_text():
    with translation.override("en"):
        (rule,) = rules(Form(1, (item(options=YES_NO),)))

    assert rule == {
        "item": "X-01",
        "number": 1,
        "name": "项",
        "rule": "graded",
        "points": "5",
        "options": [
            {"option": "yes", "rate": "1", "words": "Complies"},
            {"option": "no", "rate": "0", "words": "Does not comply"},
        ],
        "deduct_each": None,
        "target": None,
        "direction": None,
        "pass_rate": "0.6",
        "bundle": "",
        "unit": "",
    }
