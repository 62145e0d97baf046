"""A rule that makes no sense is refused, with the field and the flaw."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.flaws import Flaw, RuleRefused
from evaluation.scoring.options import DEFAULT_OPTIONS, YES_NO, Option, checked_options, format_options, parse_options
from evaluation.scoring.rules import (
    Component,
    Direction,
    Grade,
    ItemRule,
    Method,
    Missing,
    QuarterComponent,
    QuarterScheme,
    Rule,
    Scheme,
)

FOUR = Decimal(4)
LABELS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
RATES = st.decimals(min_value=0, max_value=1, places=6)


def refusal(made, *args, **kwargs):
    with pytest.raises(RuleRefused) as refused:
        made(*args, **kwargs)
    return refused.value.field, refused.value.flaw


def test_a_graded_item_has_the_four_usual_options_when_none_are_named():
    item = ItemRule("PRO-09", FOUR, "graded")

    assert (item.rule, item.method, item.pass_rate) == (Rule.GRADED, Method.FIELD, Decimal("0.6"))
    assert [(option.label, str(option.rate)) for option in item.options] == [
        ("A", "1"),
        ("B", "0.66"),
        ("C", "0.33"),
        ("D", "0"),
    ]
    assert (item.rate_of("B"), item.rate_of("E")) == (Decimal("0.66"), None)


def test_an_item_keeps_only_what_its_rule_uses():
    counted = ItemRule("X", FOUR, Rule.COUNTED, options=YES_NO, deduct_each=Decimal(1), target=FOUR)
    measured = ItemRule("Y", FOUR, Rule.MEASURED, deduct_each=Decimal(1), target=FOUR)

    assert (counted.options, counted.target, counted.direction) == ((), None, None)
    assert (measured.deduct_each, measured.direction) == (None, Direction.HIGHER)


@pytest.mark.parametrize(
    ("values", "field", "flaw"),
    [
        ({"code": ""}, "code", Flaw.MISSING),
        ({"points": Decimal(0)}, "points", Flaw.NOT_POSITIVE),
        ({"points": Decimal(-1)}, "points", Flaw.NEGATIVE),
        ({"points": Decimal("NaN")}, "points", Flaw.NOT_EXACT),
        ({"points": 0.5}, "points", Flaw.NOT_EXACT),
        ({"points": True}, "points", Flaw.NOT_EXACT),
        ({"points": None}, "points", Flaw.MISSING),
        ({"points": Decimal("1000.001")}, "points", Flaw.TOO_LARGE),
        ({"points": Decimal("0.0001")}, "points", Flaw.TOO_PRECISE),
        ({"rule": "guessed"}, "rule", Flaw.UNKNOWN),
        ({"method": "hearsay"}, "method", Flaw.UNKNOWN),
        ({"rule": "counted"}, "deduct_each", Flaw.MISSING),
        ({"rule": "counted", "deduct_each": Decimal(0)}, "deduct_each", Flaw.NOT_POSITIVE),
        ({"rule": "measured"}, "target", Flaw.MISSING),
        ({"rule": "measured", "target": Decimal(0)}, "target", Flaw.NOT_POSITIVE),
        ({"rule": "measured", "target": FOUR, "direction": "sideways"}, "direction", Flaw.UNKNOWN),
        ({"options": (Option("A", FOUR / 4), Option("A", FOUR / 8))}, "options", Flaw.REPEATED),
        ({"pass_rate": Decimal("1.1")}, "pass_rate", Flaw.TOO_LARGE),
    ],
)
def test_an_item_that_makes_no_sense_is_refused(values, field, flaw):
    assert refusal(ItemRule, **{"code": "X", "points": FOUR, "rule": "graded"} | values) == (field, flaw)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("A=1;B=0.6;C=0", {"A": "1", "B": "0.6", "C": "0"}),
        (" yes = 1 ; no = 0 ;", {"yes": "1", "no": "0"}),
        ("优＝1；差＝0", {"优": "1", "差": "0"}),
    ],
    ids=["plain", "spaces and a last semicolon", "full-width signs"],
)
def test_options_are_read_from_a_file(text, labels):
    assert {option.label: str(option.rate) for option in parse_options(text)} == labels


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", Flaw.MISSING),
        ("A", Flaw.MISSING),
        ("=1", Flaw.MISSING),
        ("A=1;;B=0", Flaw.MISSING),
        ("A=one", Flaw.UNKNOWN),
        ("A=-1", Flaw.UNKNOWN),
        ("A=1e0", Flaw.UNKNOWN),
        ("A=1=2", Flaw.UNKNOWN),
        ("A=1.01", Flaw.TOO_LARGE),
        ("A=0.0000000000001", Flaw.TOO_PRECISE),
        ("A=1;A=0", Flaw.REPEATED),
        ("ABCDEFGHIJKLMNOPQRSTU=1", Flaw.TOO_LARGE),
    ],
)
def test_options_that_make_no_sense_are_refused(text, flaw):
    assert refusal(parse_options, text) == ("options", flaw)


def test_no_options_at_all_are_refused():
    assert refusal(checked_options, []) == ("options", Flaw.MISSING)


@pytest.mark.parametrize("label", ["a;b", "a=b", " a"])
def test_a_label_that_could_not_be_read_back_is_refused(label):
    assert refusal(Option, label, Decimal(1)) == ("options", Flaw.UNKNOWN)


@given(st.dictionaries(LABELS, RATES, min_size=1, max_size=8))
def test_options_are_read_back_as_they_were_written(rates):
    options = tuple(Option(label, rate) for label, rate in rates.items())

    assert parse_options(format_options(options)) == options


def test_a_small_rate_is_written_without_an_exponent():
    assert format_options((Option("A", Decimal("1E-7")), *DEFAULT_OPTIONS[1:2])) == "A=0.0000001;B=0.66"


def test_the_default_scheme_is_sixty_twenty_ten_ten():
    scheme = Scheme()

    assert [int(scheme.weights[name]) for name in Component] == [60, 20, 10, 10]
    assert (scheme.missing, scheme.bonus_cap, scheme.deduction_cap) == (Missing.RENORMALISE, 5, 10)
    assert (scheme.min_responses, scheme.min_sample) == (10, 1)
    assert (scheme.type_weight("market"), scheme.coefficient("990102001")) == (1, 1)


def test_a_scheme_does_not_change_with_the_mapping_it_was_made_from():
    weights = {Component.FIELD: Decimal(1)}
    scheme = Scheme(weights=weights, type_weights={"market": Decimal(3)}, coefficients={"990102001": Decimal("1.05")})

    weights[Component.FIELD] = Decimal(9)

    assert [int(scheme.weights[name]) for name in Component] == [1, 0, 0, 0]
    assert (scheme.type_weight("market"), scheme.coefficient("990102001")) == (3, Decimal("1.05"))


@pytest.mark.parametrize(
    ("values", "field", "flaw"),
    [
        ({"weights": {}}, "weights", Flaw.NOT_POSITIVE),
        ({"weights": {Component.FIELD: Decimal(0)}}, "weights", Flaw.NOT_POSITIVE),
        ({"weights": {"luck": Decimal(1)}}, "weights", Flaw.UNKNOWN),
        ({"weights": {Component.FIELD: Decimal(-1)}}, "weights", Flaw.NEGATIVE),
        ({"missing": "ignore"}, "missing", Flaw.UNKNOWN),
        ({"type_weights": {"market": 1.5}}, "type_weights", Flaw.NOT_EXACT),
        ({"coefficients": {"990102001": Decimal(0)}}, "coefficients", Flaw.NOT_POSITIVE),
        ({"bonus_cap": Decimal(101)}, "bonus_cap", Flaw.TOO_LARGE),
        ({"deduction_cap": None}, "deduction_cap", Flaw.MISSING),
        ({"min_responses": -1}, "min_responses", Flaw.NEGATIVE),
        ({"min_sample": Decimal("1.5")}, "min_sample", Flaw.TOO_PRECISE),
    ],
)
def test_a_scheme_that_makes_no_sense_is_refused(values, field, flaw):
    assert refusal(Scheme, **values) == (field, flaw)


@pytest.mark.parametrize(
    ("grades", "flaw"),
    [
        ({}, Flaw.MISSING),
        ({Grade.EXCELLENT: 90, Grade.GOOD: 80, Grade.UNQUALIFIED: 0}, Flaw.MISSING),
        ({Grade.EXCELLENT: 90, Grade.GOOD: 80, Grade.QUALIFIED: 60, Grade.UNQUALIFIED: 0}, Flaw.MISSING),
        ({Grade.EXCELLENT: 80, Grade.GOOD: 90, Grade.QUALIFIED: 60}, Flaw.NOT_IN_ORDER),
        ({Grade.EXCELLENT: 90, Grade.GOOD: 80, "fine": 60}, Flaw.UNKNOWN),
    ],
)
def test_grades_of_a_quarter_are_complete_and_fall(grades, flaw):
    assert refusal(QuarterScheme, grades=grades) == ("grades", flaw)


def test_the_default_quarter_is_seventy_fifteen_fifteen_and_grades_need_no_order():
    scheme = QuarterScheme(grades={Grade.QUALIFIED: 50, Grade.EXCELLENT: 90, Grade.GOOD: 70})

    assert [int(scheme.weights[name]) for name in QuarterComponent] == [70, 15, 15]
    assert list(scheme.grades) == [Grade.EXCELLENT, Grade.GOOD, Grade.QUALIFIED]
