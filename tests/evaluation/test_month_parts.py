"""Satisfaction, bonuses and deductions join a month as the pure rules say."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.actions import adjustments, assessments
from evaluation.engine import months
from evaluation.engine.explain import explain
from evaluation.models import Adjustment, Assessment, Check, Result, Scheme, Site, SurveyAnswer
from evaluation.scoring import adjustments as rules
from evaluation.scoring import parties
from evaluation.scoring.rules import Component
from evaluation.scoring.rules import Scheme as PureScheme
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.periods import ZONE, Period
from tests.factories import (
    CheckFactory,
    OrganisationFactory,
    ProblemFactory,
    RegionFactory,
    SchemeFactory,
    SiteFactory,
    admin_of,
    leader_of,
)
from tests.factories.notices import LapseFactory
from tests.factories.surveys import SurveyFactory

pytestmark = pytest.mark.django_db

OCTOBER, SEPTEMBER = Period.parse("2026-10"), Period.parse("2026-09")
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=ZONE)
LEVELS = [100, 80, 60, 30, 0]


def check(site, score):
    return CheckFactory(done=True, site=site, score=Decimal(score), earned=Decimal(score), on=dt.date(2026, 10, 14))


def answers(region, scores, *, organisation=None, month=OCTOBER):
    survey = SurveyFactory(region=RegionFactory(code=region))
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            survey=survey,
            district=survey.district,
            region=survey.region,
            organisation=organisation,
            on=month.start,
            month=month.start,
            score=score,
            device_day=f"{region}-{number}",
            answered_at=NOON,
        )
        for number, score in enumerate(scores)
    )


def give(party, kind, points, *, month=OCTOBER, project="", office=None):
    return adjustments.record_(
        party,
        district=RegionFactory(code="990102"),
        period=month,
        kind=kind,
        points=Decimal(points),
        reason="区委办通报",
        project=project,
        actor=office or admin_of("990102"),
        at=NOON,
    )


def scored(month=OCTOBER):
    return assessments.score(RegionFactory(code="990102"), period=month, actor=None, at=NOON)


def result_of(assessment, party):
    if isinstance(party, str):
        return Result.objects.select_related("assessment__scheme", "region").get(assessment=assessment, region=party)
    return Result.objects.select_related("assessment__scheme", "organisation").get(
        assessment=assessment, organisation=party
    )


def test_satisfaction_is_the_mean_of_the_months_answers_of_a_place():
    SchemeFactory(min_responses=3)
    check(SiteFactory(), "90")
    answers("990102001001", [100, 80, 30])
    answers("990102001001", [0], month=SEPTEMBER)

    found = result_of(scored(), "990102001")

    assert (found.satisfaction, found.answers) == (Decimal(70), 3)
    assert found.final == Decimal("87.14")  # (60 × 90 + 10 × 70) / 70


def test_fewer_answers_than_the_scheme_asks_for_leave_satisfaction_undefined():
    SchemeFactory(min_responses=4)
    check(SiteFactory(), "90")
    answers("990102001001", [100, 80, 30, None])

    found = result_of(scored(), "990102001")

    assert (found.satisfaction, found.answers, found.final) == (None, 3, Decimal("90.00"))


def test_an_organisation_that_a_survey_names_has_its_own_satisfaction():
    SchemeFactory(min_responses=1)
    site = SiteFactory()
    check(site, "90")
    answers("990102001001", [60], organisation=site.organisation)
    answers("990102001002", [0])

    assert result_of(scored(), site.organisation).satisfaction == Decimal(60)


def test_points_given_and_taken_are_capped_and_change_the_final():
    SchemeFactory(bonus_cap=2, deduction_cap=3)
    check(SiteFactory(), "80")
    for kind, points in [("bonus", "1.5"), ("bonus", "1.5"), ("deduction", "1"), ("deduction", "0.25")]:
        give(RegionFactory(code="990102001"), kind, points)

    found = result_of(scored(), "990102001")

    assert (found.bonus, found.deduction, found.final) == (Decimal(2), Decimal("1.25"), Decimal("80.75"))
    assert result_of(scored(), "990102").final == Decimal("80.00")


def test_a_project_is_rewarded_once_a_year_and_the_breakdown_shows_what_did_not_count():
    SchemeFactory()
    check(SiteFactory(), "80")
    street = RegionFactory(code="990102001")
    give(street, "bonus", "3", month=SEPTEMBER, project="中央媒体报道")
    give(street, "bonus", "2", project="中央媒体报道")
    give(street, "bonus", "1", project="现场会")

    found = result_of(scored(), "990102001")

    assert (found.bonus, found.final) == (Decimal(1), Decimal("81.00"))
    rows = [(row["points"], row["project"], row["counts"], row["reason"]) for row in explain(found)["adjustments"]]
    assert rows == [("2.000", "中央媒体报道", False, "区委办通报"), ("1.000", "现场会", True, "区委办通报")]


def test_a_missed_deadline_costs_its_organisation_points_by_policy():
    SchemeFactory()
    lapse = LapseFactory(points=Decimal("0.50"))
    other = LapseFactory(points=Decimal("0.50"))
    type(other.problem).objects.filter(pk=other.problem_id).update(state="cancelled")
    site = SiteFactory(organisation=lapse.organisation)
    check(site, "80")
    check(SiteFactory(organisation=other.organisation), "80")

    assessment = scored()

    found = result_of(assessment, lapse.organisation)
    assert [(row["key"], row["problem"]) for row in found.adjustments] == [(f"lapse:{lapse.pk}", lapse.problem_id)]
    assert (found.deduction, result_of(assessment, other.organisation).deduction) == (Decimal("0.5"), Decimal(0))


def test_a_granted_deadline_counts_and_not_that_of_a_later_supervision():
    SchemeFactory()
    site = SiteFactory()
    first, closed = dt.datetime(2026, 10, 20, 12, tzinfo=ZONE), dt.datetime(2026, 10, 22, 12, tzinfo=ZONE)
    supervised = dt.datetime(2026, 11, 3, 12, tzinfo=ZONE)
    problem = ProblemFactory(site=site, state="closed", due_at=supervised, first_due_at=first, closed_at=closed)
    ProblemFactory(site=site, state="suspended", due_at=first, first_due_at=first, item="S")

    found = result_of(scored(), "990102")

    assert (found.due_problems, found.closed_in_time, found.rectification) == (1, 0, Decimal(0))
    assert [(row["id"], row["in_time"]) for row in explain(found)["rectification"]["problems"]] == [(problem.pk, False)]


def test_what_a_published_month_rests_on_stays_when_the_problem_changes():
    office = admin_of("990102")
    SchemeFactory()
    moment = dt.datetime(2026, 10, 20, 12, tzinfo=ZONE)
    problem = ProblemFactory(state="closed", due_at=moment, first_due_at=moment, closed_at=moment)
    assessment = scored()
    assessments.approve(assessment, actor=office, at=NOON)
    assessments.publish(assessment, actor=office, at=NOON)

    type(problem).objects.filter(pk=problem.pk).update(state="cancelled", closed_at=None)

    tree = explain(result_of(assessment, "990102"))
    assert [row["in_time"] for row in tree["rectification"]["problems"]] == [True]
    assert months.digest_of(assessment) == assessment.digest


def test_points_of_a_published_month_change_only_while_its_correction_is_open():
    office = admin_of("990102")
    SchemeFactory()
    check(SiteFactory(), "80")
    street = RegionFactory(code="990102001")
    given_before = give(street, "bonus", "1", office=office)
    assessment = scored()
    assessments.approve(assessment, actor=office, at=NOON)
    assessments.publish(assessment, actor=office, at=NOON)
    entries = AuditEntry.objects.count()

    with pytest.raises(adjustments.PeriodPublished):
        give(street, "bonus", "1", office=office)
    with pytest.raises(adjustments.PeriodPublished):
        adjustments.withdraw(given_before, reason="误记", actor=office, at=NOON)
    assert AuditEntry.objects.count() == entries

    second = assessments.correct(assessment, reason="撤销加分", actor=office, at=NOON)
    adjustments.withdraw(given_before, reason="误记", actor=office, at=NOON)
    scored()
    assert (result_of(second, "990102001").final, result_of(assessment, "990102001").final) == (
        Decimal("80.00"),
        Decimal("81.00"),
    )


def test_a_leader_and_a_neighbour_give_no_points():
    street = RegionFactory(code="990102001")
    for stranger in (leader_of("990102"), admin_of("990103")):
        with pytest.raises(NotAllowed):
            give(street, "bonus", "1", office=stranger)

    assert not Adjustment.objects.exists()


given_points = st.lists(
    st.tuples(
        st.sampled_from(["bonus", "deduction"]),
        st.decimals("0.1", "6", places=3),
        st.sampled_from(["2026-09", "2026-10"]),
        st.sampled_from(["", "A", "B"]),
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    field=st.decimals(0, 100, places=2),
    asked=st.lists(st.sampled_from(LEVELS), max_size=5),
    least=st.integers(0, 4),
    given_to=given_points,
    caps=st.tuples(st.decimals(0, 6, places=1), st.decimals(0, 6, places=1)),
    coefficient=st.decimals("0.8", "1.2", places=3),
    of_organisation=st.booleans(),
)
def test_every_generated_month_with_all_parts_scores_as_the_pure_rules_score_it(
    field, asked, least, given_to, caps, coefficient, of_organisation
):
    for model in (Assessment, SurveyAnswer, Adjustment, Check, Site, Scheme):
        model.objects.all().delete()
    scheme = SchemeFactory(min_responses=least, bonus_cap=caps[0], deduction_cap=caps[1])
    organisation, street = OrganisationFactory(), RegionFactory(code="990102001")
    party = organisation if of_organisation else street
    scheme.coefficients.create(**{"organisation" if of_organisation else "region": party}, coefficient=coefficient)
    check(SiteFactory(organisation=organisation), field)
    answers("990102001001", asked, organisation=organisation)
    office = admin_of("990102")
    decided = []
    for kind, points, month, project in given_to:
        row = give(party, kind, points, month=Period.parse(month), project=project, office=office)
        decided.append(rules.Adjustment(f"adjustment:{row.pk}", kind, points, row.on, project))

    found = result_of(scored(), organisation if of_organisation else "990102001")

    names = dict(zip(parties.SATISFACTION_POINTS.values(), parties.SATISFACTION_POINTS, strict=True))
    counts = {names[Decimal(level)]: asked.count(level) for level in LEVELS}
    components = {Component.FIELD: field, Component.SATISFACTION: parties.satisfaction(counts, least)}
    pure = PureScheme(
        bonus_cap=caps[0], deduction_cap=caps[1], min_responses=least, coefficients={"party": coefficient}
    )
    expected = parties.score_party("party", components, pure, rules.counted_in(OCTOBER, decided))
    assert (found.final, found.bonus, found.deduction) == (expected.final, expected.bonus, expected.deduction)
