"""The phone judges answers as the server does: random forms and answers, compared to the last digit."""

import json
import random
from decimal import Decimal

import pytest

from evaluation.forms.questions import rules
from evaluation.queries.forms import Form, FormItem
from evaluation.scoring.answers import fit
from evaluation.scoring.checks import score_check
from evaluation.scoring.items import judge_all
from evaluation.scoring.numbers import published
from evaluation.scoring.options import Option
from evaluation.scoring.rules import Direction, ItemRule, Rule

pytestmark = pytest.mark.browser
FORMS = 400
JUDGE = """
async ([address, cases]) => {
  const { judgeAll } = await import(address);
  return cases.map(([items, answers]) => {
    const { score, judgements } = judgeAll(items, answers);
    return [score, judgements.map((one) => [String(one.earned), one.failed])];
  });
}
"""


def number(chance, largest, places):
    return Decimal(chance.randint(1, largest * 10**places)).scaleb(-places)


def random_rule(chance, at):
    kind = chance.choice(list(Rule))
    shape = {"code": f"I-{at}", "points": number(chance, 30, chance.choice([0, 1, 3])), "rule": kind}
    if kind is Rule.GRADED:
        labels = ["A", "B", "C", "D"][: chance.randint(2, 4)]
        shape["options"] = tuple(Option(label, Decimal(chance.randint(0, 1000)).scaleb(-3)) for label in labels)
    elif kind is Rule.COUNTED:
        shape["deduct_each"] = number(chance, 5, chance.choice([0, 1, 3]))
    else:
        shape |= {"target": number(chance, 99, 2), "direction": chance.choice(list(Direction))}
    return ItemRule(
        **shape, pass_rate=Decimal(chance.choice(["0", "0.333", "0.6", "1"])), bundle=chance.choice(["", "", "X", "Y"])
    )


def random_answer(chance, rule):
    if chance.random() < 0.1:
        return {"na": True}
    said = {"failed": True} if chance.random() < 0.1 else {}
    if rule.rule is Rule.GRADED:
        return said | {"option": chance.choice(rule.options).label}
    if rule.rule is Rule.COUNTED:
        return said | {"count": chance.randint(0, 12)}
    return said | {"value": f"{number(chance, 150, chance.choice([0, 1, 4])):f}"}


def judged(items, answers):
    """The server's own judgement: score, and for each item what it earns by itself and whether it fails."""
    told = [_told(rule, said) for rule, said in zip(items, answers, strict=True)]
    score = score_check(judge_all(told)).score
    alone = [judge_all([(_unbundled(rule), answer, says)])[0] for rule, answer, says in told]
    return [
        None if score is None else str(published(score)),
        [[str(int(one.earned.scaleb(15))), one.failed] for one in alone],
    ]


def _told(rule, said):
    answer = {name: value for name, value in said.items() if name != "failed"}
    return rule, fit(rule, **answer), said.get("failed", False)


def _unbundled(rule):
    shape = {name: getattr(rule, name) for name in rule.__slots__} | {"bundle": ""}
    return ItemRule(**shape)


def shown(rule):
    return FormItem(1, rule, rule.code, "", "", "", "", "", "")


def test_the_phone_judges_as_the_server_does(browser, live_server):
    chance = random.Random(20261123)
    cases, expected = [], []
    for _form in range(FORMS):
        items = [random_rule(chance, at) for at in range(chance.randint(1, 12))]
        answers = [random_answer(chance, rule) for rule in items]
        named = {rule.code: said for rule, said in zip(items, answers, strict=True)}
        cases.append([rules(Form(1, tuple(map(shown, items)))), named])
        expected.append(judged(items, answers))
    page = browser.new_page()
    page.goto(f"{live_server.url}/health/live")

    found = page.evaluate(JUDGE, [f"{live_server.url}/static/js/field/rules.js", json.loads(json.dumps(cases))])

    page.close()
    assert [pair for pair in zip(found, expected, cases, strict=True) if pair[0] != pair[1]] == []


TYPED = {
    "12": "12.0000",
    "3.5": "3.5000",
    "０.５": "0.5000",
    ".25": "0.2500",
    "1.00005": "1.0001",
    "": None,
    "-1": None,
    "a": None,
    "1e3": None,
    "1000000001": None,
}


def test_typed_numbers_are_read_as_the_server_reads_them(browser, live_server):
    page = browser.new_page()
    page.goto(f"{live_server.url}/health/live")

    found = page.evaluate(
        "async ([address, typed]) => { const { readNumber } = await import(address); return typed.map(readNumber); }",
        [f"{live_server.url}/static/js/field/rules.js", list(TYPED)],
    )

    page.close()
    assert dict(zip(TYPED, found, strict=True)) == TYPED
