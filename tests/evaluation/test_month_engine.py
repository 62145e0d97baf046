"""The month in SQL gives what the pure rules give."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.actions import assessments
from evaluation.choices import Missing, ProblemState
from evaluation.models import Assessment, Check, Problem, Result, Scheme, SchemeCoefficient, SchemeTypeWeight, Site
from evaluation.scoring import parties
from evaluation.scoring.rules import Component
from evaluation.scoring.rules import Scheme as PureScheme
from foundation.periods import Period
from tests.factories import (
    CheckFactory,
    OrganisationFactory,
    ProblemFactory,
    RegionFactory,
    SchemeFactory,
    SiteFactory,
    SiteTypeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

OCTOBER = Period.parse("2026-10")
NOON = dt.datetime(2026, 11, 1, 4, 0, tzinfo=dt.UTC)
VILLAGES = ["990102001001", "990102001002", "990102100200"]
TYPES = ["market", "back_street", "park"]


def check(site, score, on=dt.date(2026, 10, 14), **fields):
    return CheckFactory(done=True, site=site, score=Decimal(score), earned=Decimal(score), on=on, **fields)


def result_of(assessment, code):
    return Result.objects.get(assessment=assessment, region=code)


def test_the_field_component_weighs_site_types_and_not_sites():
    SchemeFactory()
    market, street = SiteTypeFactory(code="market"), SiteTypeFactory(code="back_street")
    for score in ("70", "90"):
        check(SiteFactory(type=market), score)
    check(SiteFactory(type=street), "100")

    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=None, at=NOON)

    found = result_of(assessment, "990102")
    assert (found.field, found.final, found.sites, found.checks) == (Decimal(90), Decimal("90.00"), 3, 3)


def test_only_submitted_and_confirmed_checks_of_the_month_count():
    SchemeFactory()
    site = SiteFactory()
    check(site, "80")
    check(site, "20", on=dt.date(2026, 9, 30))
    check(site, "20", on=dt.date(2026, 11, 1))
    check(site, "20", state="voided")
    CheckFactory(site=site)

    assessment = assessments.score(site.district, period=OCTOBER, actor=None, at=NOON)

    found = result_of(assessment, site.region_id)
    assert (found.final, found.checks) == (Decimal("80.00"), 1)


def test_a_problem_counts_in_the_month_of_its_deadline_in_shanghai():
    SchemeFactory()
    site = SiteFactory()
    check(site, "90")
    last_minute = dt.datetime(2026, 10, 31, 15, 59, tzinfo=dt.UTC)
    for item, closed, due in [
        ("A", last_minute, last_minute),
        ("B", last_minute + dt.timedelta(seconds=1), last_minute),
        ("C", None, last_minute + dt.timedelta(minutes=1)),
    ]:
        state = ProblemState.CLOSED if closed else ProblemState.ASSIGNED
        ProblemFactory(site=site, item=item, state=state, due_at=due, first_due_at=due, closed_at=closed)
    ProblemFactory(site=site, item="D", state=ProblemState.CANCELLED, due_at=last_minute, first_due_at=last_minute)

    assessment = assessments.score(site.district, period=OCTOBER, actor=None, at=NOON)

    found = result_of(assessment, site.region_id)
    assert (found.due_problems, found.closed_in_time, found.rectification) == (2, 1, Decimal(50))
    assert found.final == Decimal("80.00")  # (60 × 90 + 20 × 50) / 80


def test_places_without_checks_are_listed_without_a_score():
    SchemeFactory()
    site = SiteFactory()
    check(site, "80")
    RegionFactory(code="990102001002")

    assessment = assessments.score(site.district, period=OCTOBER, actor=None, at=NOON)

    found = result_of(assessment, "990102001002")
    assert (found.final, found.rank, found.checks, found.group_size) == (None, None, 0, 1)


def test_equal_finals_share_a_rank_and_the_next_is_left_out():
    SchemeFactory()
    for number, score in enumerate(["90", "85", "85", "70"], start=1):
        check(SiteFactory(region=RegionFactory(code=f"99010200100{number}")), score)

    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=None, at=NOON)

    ranks = Result.objects.filter(assessment=assessment, group="990102001:urban").order_by("rank", "region")
    assert [row.rank for row in ranks] == [1, 2, 2, 4]


def test_streets_and_towns_are_never_in_one_ranking():
    SchemeFactory()
    check(SiteFactory(region=RegionFactory(code="990102001001")), "70")
    check(SiteFactory(region=RegionFactory(code="990102100200")), "90")

    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=None, at=NOON)

    towns = Result.objects.filter(assessment=assessment, region__level=4).order_by("region")
    assert [(row.group, row.rank, row.group_size) for row in towns] == [("990102:urban", 1, 1), ("990102:rural", 1, 1)]


def test_too_few_checks_are_shown_without_a_rank():
    SchemeFactory(min_sample=2)
    check(SiteFactory(), "80")

    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=None, at=NOON)

    found = result_of(assessment, "990102")
    assert (found.final, found.rank) == (Decimal("80.00"), None)


def test_thirds_that_add_up_to_a_tie_are_rounded_half_up():
    SchemeFactory()
    site = SiteFactory()
    for number, score in enumerate(["85.123333333333333", "85.123333333333333", "85.128333333333334"]):
        check(site, score, on=dt.date(2026, 10, 10 + number))

    assessment = assessments.score(site.district, period=OCTOBER, actor=None, at=NOON)

    assert result_of(assessment, "990102").final == Decimal("85.13")


scores = st.decimals(0, 100, places=15, allow_nan=False) | st.sampled_from(
    [Decimal(0), Decimal(100), Decimal("33.333333333333333")]
)
months_of_sites = st.lists(
    st.tuples(st.sampled_from(VILLAGES), st.sampled_from(TYPES), st.lists(scores, min_size=1, max_size=3)), max_size=6
)
problems_due = st.lists(
    st.tuples(st.sampled_from(VILLAGES), st.sampled_from(["in time", "late", "open", "cancelled"])), max_size=5
)
weights = st.lists(st.integers(0, 60), min_size=4, max_size=4).filter(lambda given: given[0] + given[1] > 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sites=months_of_sites,
    due=problems_due,
    weights=weights,
    missing=st.sampled_from([Missing.RENORMALISE, Missing.ZERO]),
    market_weight=st.decimals("0.5", "3", places=2),
    coefficient=st.decimals("0.8", "1.2", places=3),
)
def test_every_generated_month_scores_as_the_pure_rules_score_it(
    sites, due, weights, missing, market_weight, coefficient
):
    _clear()
    stored = _stored_month(sites, due, weights, missing, market_weight, coefficient)

    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=None, at=NOON)

    for code in ["990102", "990102001", "990102100", *VILLAGES]:
        expected = _expected(code, sites, due, stored)
        found = result_of(assessment, code)
        assert found.final == expected.final, code
        for name in ("field", "rectification"):
            pure, sql = expected.components[Component(name)], getattr(found, name)
            assert (None if pure is None else round(pure, 12)) == (None if sql is None else round(sql, 12)), (
                code,
                name,
            )


def _clear():
    for model in (Assessment, Problem, Check, Site, Scheme):
        model.objects.all().delete()


def _stored_month(sites, due, weights, missing, market_weight, coefficient):
    field, rectification, reporting, satisfaction = weights
    scheme = SchemeFactory(
        field_weight=field,
        rectification_weight=rectification,
        reporting_weight=reporting,
        satisfaction_weight=satisfaction,
        missing=missing,
    )
    inspector, organisation = UserFactory(), OrganisationFactory()
    SchemeTypeWeight.objects.create(scheme=scheme, site_type=SiteTypeFactory(code="market"), weight=market_weight)
    for code in VILLAGES:
        RegionFactory(code=code)
    SchemeCoefficient.objects.create(scheme=scheme, region_id="990102001", coefficient=coefficient)
    for village, kind, values in sites:
        site = SiteFactory(
            region=RegionFactory(code=village), type=SiteTypeFactory(code=kind), organisation=organisation
        )
        for number, value in enumerate(values):
            check(site, value, on=dt.date(2026, 10, 1 + number), inspector=inspector)
    moment = dt.datetime(2026, 10, 20, 4, 0, tzinfo=dt.UTC)
    for number, (village, how) in enumerate(due):
        closed = {"in time": moment, "late": moment + dt.timedelta(hours=1)}.get(how)
        state = "cancelled" if how == "cancelled" else "closed" if closed else "assigned"
        site = SiteFactory(region=RegionFactory(code=village), organisation=organisation)
        ProblemFactory(site=site, item=f"I{number}", state=state, due_at=moment, first_due_at=moment, closed_at=closed)
    names = list(Component)
    return PureScheme(
        weights=dict(zip(names, map(Decimal, weights), strict=True)),
        missing=missing,
        type_weights={"market": market_weight},
        coefficients={"990102001": coefficient},
    )


def _expected(code, sites, due, scheme):
    by_type: dict[str, list[Decimal]] = {}
    for village, kind, values in sites:
        if village.startswith(code):
            by_type.setdefault(kind, []).append(parties.site_month(values))
    moment = dt.datetime(2026, 10, 20, 4, 0, tzinfo=dt.UTC)
    problems = [
        parties.DueProblem(
            due_at=moment,
            closed_at={"in time": moment, "late": moment + dt.timedelta(hours=1)}.get(how),
            cancelled=how == "cancelled",
        )
        for village, how in due
        if village.startswith(code)
    ]
    components = {
        Component.FIELD: parties.field(by_type, scheme),
        Component.RECTIFICATION: parties.rectification(problems, OCTOBER),
        Component.REPORTING: None,
        Component.SATISFACTION: None,
    }
    return parties.score_party(code, components, scheme)
