"""A quarter computed over all parties: golden numbers, ranks, vetoes, and a tree that recombines."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from evaluation.actions import evaluations
from evaluation.engine.quarter_tree import explain
from evaluation.engine.quarters import material_score
from evaluation.models import EvaluationResult
from evaluation.scoring.adjustments import Adjustment, adjust
from evaluation.scoring.numbers import mean, stored, weighted_mean
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.quarters import (
    AFTER_Q3,
    DISTRICT,
    Q3,
    MaterialReviewFactory,
    NegativeEntryFactory,
    NegativeItemFactory,
    answers,
    month_of,
    quarter_of,
    reviewed,
)

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = "990102001", "990102002", "990102003"


def prepared(**told):
    return evaluations.prepare(RegionFactory(code=DISTRICT), period=Q3, actor=None, at=AFTER_Q3, **told)


def line(evaluation, party):
    rows = EvaluationResult.objects.filter(evaluation=evaluation)
    return rows.get(region=party) if isinstance(party, str) else rows.get(organisation=party)


def recombined(tree):
    """The final of an explained result, worked out from its tree alone."""
    finals = [Decimal(row["final"]) for row in tree["months"] if row["final"] is not None]
    values = {
        "months": mean(finals),
        "satisfaction": tree["components"]["satisfaction"]["value"],
        "material": material_score(tree["material"]),
    }
    pairs = [(tree["components"][name]["weight"], stored(value)) for name, value in values.items() if value is not None]
    counted = [
        Adjustment(row["key"], row["kind"], Decimal(row["points"]), dt.date.fromisoformat(row["on"]), row["project"])
        for row in tree["adjustments"]
        if row["counts"]
    ]
    counted += [
        Adjustment(f"negative:{row['entry']}", "deduction", Decimal(row["points"]), dt.date(2026, 9, 30))
        for row in tree["negatives"]
        if row["effect"] == "deduct"
    ]
    caps = tree["caps"]
    return adjust(weighted_mean(pairs), counted, bonus_cap=caps["bonus"], deduction_cap=caps["deduction"]).final


def test_a_quarter_of_months_alone_is_their_mean():
    quarter_of({FIRST: ["90.00", "91.00", "93.50"]})

    row = line(prepared(), FIRST)

    assert (row.months, row.satisfaction, row.material) == (Decimal("91.5"), None, None)
    assert (row.final, row.grade, row.rank, row.checks) == (Decimal("91.50"), "excellent", 1, 90)


def test_months_satisfaction_and_material_are_weighed_seventy_fifteen_and_fifteen():
    office = OrganisationFactory()
    quarter_of({office: ["80.00", "85.00", "90.00"]})
    answers("80", 10, region="990102001001", organisation=office)
    review = MaterialReviewFactory(organisation=office)
    reviewed(review, earned=["10", "5"])
    reviewed(review, earned=["6.6", "2.5"])

    row = line(prepared(), office)

    # months 85; satisfaction 80; material 100 × (8.3 + 3.75) / 15 = 80.333…
    assert (row.months, row.satisfaction, row.responses) == (Decimal(85), Decimal(80), 10)
    assert row.material == Decimal("80.333333333333333")
    assert row.composite == Decimal("83.550000000000000")
    assert (row.final, row.grade) == (Decimal("83.55"), "good")


def test_too_few_answers_leave_satisfaction_undefined_and_show_their_number():
    quarter_of({FIRST: ["90", "90", "90"]})
    answers("10", 9, region="990102001001")

    row = line(prepared(), FIRST)

    assert (row.satisfaction, row.responses, row.final) == (None, 9, Decimal("90.00"))


def test_answers_of_a_village_count_for_its_street_and_those_of_other_quarters_do_not():
    quarter_of({FIRST: ["90", "90", "90"], SECOND: ["90", "90", "90"]})
    answers("60", 10, region="990102001001")
    answers("0", 10, region="990102001001", on=dt.date(2026, 10, 1))
    answers("100", 10, region="990102002001")

    made = prepared()

    assert [line(made, code).satisfaction for code in (FIRST, SECOND)] == [Decimal(60), Decimal(100)]


def test_what_reviewers_have_not_submitted_does_not_count():
    office = OrganisationFactory()
    quarter_of({office: ["80", "80", "80"]})
    review = MaterialReviewFactory(organisation=office)
    assignment = reviewed(review, earned=["10", "5"])
    assignment.submitted_at = None
    assignment.save(update_fields=["submitted_at"])

    assert line(prepared(), office).material is None


def test_a_veto_makes_the_grade_unqualified_and_unranked_and_leaves_the_number():
    quarter_of({FIRST: ["95", "95", "95"], SECOND: ["90", "90", "90"], THIRD: ["85", "85", "85"]})
    veto = NegativeItemFactory(code="evaluation.falsified", effect="veto", points=None)
    NegativeEntryFactory(item=veto, party_kind="region", region=RegionFactory(code=FIRST))

    made = prepared()

    shown = [(row.final, row.grade, row.rank) for row in (line(made, code) for code in (FIRST, SECOND, THIRD))]
    assert shown == [
        (Decimal("95.00"), "unqualified", None),
        (Decimal("90.00"), "excellent", 1),
        (Decimal("85.00"), "good", 2),
    ]


def test_entries_of_the_negative_list_deduct_up_to_the_cap_and_withdrawn_ones_do_not():
    quarter_of({FIRST: ["95", "95", "95"]})
    place = {"party_kind": "region", "region": RegionFactory(code=FIRST)}
    for points in (6, 7):
        NegativeEntryFactory(**place, points=points)
    NegativeEntryFactory(**place, points=9, withdrawn_at=AFTER_Q3, withdrawal="查无实据")

    row = line(prepared(), FIRST)

    assert (row.deduction, row.final) == (Decimal(10), Decimal("85.00"))


def test_equal_finals_share_a_rank_and_the_next_one_is_left_out():
    quarter_of({FIRST: ["90", "90", "90"], SECOND: ["90", "90", "90"], THIRD: ["80", "80", "80"]})

    made = prepared()

    assert [line(made, code).rank for code in (FIRST, SECOND, THIRD)] == [1, 1, 3]


def test_a_party_without_any_final_has_no_number_no_grade_and_no_rank():
    quarter_of({FIRST: ["90", "90", "90"], SECOND: [None, None, None]})

    row = line(prepared(), SECOND)

    assert (row.months, row.final, row.grade, row.rank, row.group_size) == (None, None, "", None, 1)


def test_only_published_months_count():
    quarter_of({FIRST: ["90", "90", "90"]})
    month_of("2026-06", {FIRST: "10"})
    made = prepared()
    assert [row["month"] for row in line(made, FIRST).sources["months"]] == ["2026-07", "2026-08", "2026-09"]


@pytest.mark.parametrize("seed", range(4))
def test_every_tree_gives_back_exactly_its_published_number(seed):
    chance = random.Random(seed)
    office = OrganisationFactory()
    parties = [FIRST, SECOND, office]
    quarter_of({party: [str(Decimal(chance.randrange(10000)) / 100) for _month in range(3)] for party in parties})
    answers(str(chance.randrange(100)), 11, region="990102001001", organisation=office)
    review = MaterialReviewFactory(organisation=office)
    for _reviewer in range(3):
        graded = chance.choice(["10", "6.6", "3.3", "0", None])
        reviewed(review, earned=[graded, str(Decimal(chance.randrange(500)) / 100)])
    NegativeEntryFactory(organisation=office, party_kind="organisation", points=Decimal("0.5"))

    made = prepared()

    rows = EvaluationResult.objects.filter(evaluation=made).select_related(
        "evaluation__scheme", "region", "organisation"
    )
    assert [recombined(explain(row)) for row in rows] == [row.final for row in rows]
    assert len(rows) == 3
