"""A month is scored again and again, approved, published, frozen, corrected."""

import datetime as dt
from decimal import Decimal

import pytest

from evaluation.actions import assessments
from evaluation.choices import DocumentState
from evaluation.engine import months
from evaluation.engine.explain import explain, lost_by_component, type_rows
from evaluation.models import Assessment, Check, Result, SiteMonth
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from foundation.periods import Period
from tests.factories import (
    CheckFactory,
    RegionFactory,
    SchemeFactory,
    SiteFactory,
    SiteTypeFactory,
    admin_of,
    leader_of,
)

pytestmark = pytest.mark.django_db

SEPTEMBER, OCTOBER = Period.parse("2026-09"), Period.parse("2026-10")
NOON = dt.datetime(2026, 11, 1, 4, 0, tzinfo=dt.UTC)


@pytest.fixture
def office():
    SchemeFactory()
    return admin_of("990102")


def check(site, score, on=dt.date(2026, 10, 14)):
    return CheckFactory(done=True, site=site, score=Decimal(score), earned=Decimal(score), on=on)


def published(office, period=OCTOBER):
    assessment = assessments.score(RegionFactory(), period=period, actor=office, at=NOON)
    assessments.approve(assessment, actor=office, at=NOON)
    assessments.publish(assessment, actor=office, at=NOON)
    return assessment


def final(assessment, code="990102"):
    return Result.objects.get(assessment=assessment, region=code).final


def test_scoring_again_replaces_the_draft_and_makes_no_second_one(office):
    site = SiteFactory()
    check(site, "80")
    first = assessments.score(site.district, period=OCTOBER, actor=office, at=NOON)
    check(site, "90", on=dt.date(2026, 10, 20))

    again = assessments.score(site.district, period=OCTOBER, actor=office, at=NOON)

    assert again == first
    assert final(again) == Decimal("85.00")
    assert Assessment.objects.count() == 1


def test_scoring_an_approved_month_again_makes_it_a_draft_again(office):
    check(SiteFactory(), "80")
    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=office, at=NOON)
    assessments.approve(assessment, actor=office, at=NOON)

    again = assessments.score(RegionFactory(), period=OCTOBER, actor=office, at=NOON)

    assert (again.state, again.approved_at) == (DocumentState.DRAFT, None)


def test_a_published_month_is_not_changed_by_scoring_it_again(office):
    site = SiteFactory()
    check(site, "80")
    assessment = published(office)
    check(site, "20", on=dt.date(2026, 10, 20))

    again = assessments.score(site.district, period=OCTOBER, actor=office, at=NOON)

    assert (again, again.state, final(again)) == (assessment, DocumentState.PUBLISHED, Decimal("80.00"))
    assert months.digest_of(again) == again.digest


def test_a_draft_cannot_be_published_without_approval(office):
    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=office, at=NOON)

    with pytest.raises(TransitionNotAllowed):
        assessments.publish(assessment, actor=office, at=NOON)


def test_a_correction_is_the_next_version_with_a_reason_and_both_stay_readable(office):
    site = SiteFactory()
    check(site, "80")
    first = published(office)
    check(site, "90", on=dt.date(2026, 10, 20))

    second = assessments.correct(first, reason="补录一次督查", actor=office, at=NOON)
    assessments.approve(second, actor=office, at=NOON)
    assessments.publish(second, actor=office, at=NOON)

    first.refresh_from_db()
    assert (first.state, final(first)) == (DocumentState.SUPERSEDED, Decimal("80.00"))
    assert (second.version, second.state, final(second), second.reason) == (
        2,
        DocumentState.PUBLISHED,
        Decimal("85.00"),
        "补录一次督查",
    )


def test_a_correction_without_a_reason_is_refused(office):
    check(SiteFactory(), "80")
    assessment = published(office)

    with pytest.raises(assessments.ReasonMissing, match="写明"):
        assessments.correct(assessment, reason="  ", actor=office, at=NOON)


def test_only_a_published_month_is_corrected(office):
    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=office, at=NOON)

    with pytest.raises(assessments.NothingToCorrect):
        assessments.correct(assessment, reason="更正", actor=office, at=NOON)


@pytest.mark.parametrize(
    "stranger", [lambda: admin_of("990103"), lambda: leader_of("990102")], ids=["neighbour", "leader"]
)
def test_only_the_office_of_the_district_scores_and_publishes(office, stranger):
    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=office, at=NOON)
    entries = AuditEntry.objects.count()

    with pytest.raises(NotAllowed):
        assessments.approve(assessment, actor=stranger(), at=NOON)
    with pytest.raises(NotAllowed):
        assessments.score(RegionFactory(), period=OCTOBER, actor=stranger(), at=NOON)

    assert AuditEntry.objects.count() == entries


def test_without_a_scheme_the_month_is_not_scored():
    with pytest.raises(assessments.NoScheme):
        assessments.score(RegionFactory(), period=OCTOBER, actor=None, at=NOON)


def test_the_nearest_scheme_that_has_begun_is_taken(office):
    own = SchemeFactory(region=RegionFactory(), starts_on=dt.date(2026, 10, 1))
    SchemeFactory(region=RegionFactory(), starts_on=dt.date(2026, 11, 1))
    SchemeFactory(region=RegionFactory(code="990103"))

    assert months.scheme_for("990102", dt.date(2026, 10, 1)) == own


def test_rank_changes_are_against_the_last_published_month(office):
    better, worse = SiteFactory(), SiteFactory(region=RegionFactory(code="990102001002"))
    for site, score in [(better, "90"), (worse, "80")]:
        check(site, score, on=dt.date(2026, 9, 10))
    published(office, SEPTEMBER)
    for site, score in [(better, "70"), (worse, "95")]:
        check(site, score)

    assessment = assessments.score(RegionFactory(), period=OCTOBER, actor=office, at=NOON)

    row = Result.objects.get(assessment=assessment, region="990102001002")
    assert (row.rank, row.previous_rank, row.previous_final) == (1, 2, Decimal("80.00"))


def test_a_city_ranks_its_districts_by_their_own_months(office):
    check(SiteFactory(), "80")
    check(SiteFactory(region=RegionFactory(code="990103001001")), "90")
    for code in ("990102", "990103"):
        assessments.score(RegionFactory(code=code), period=OCTOBER, actor=None, at=NOON)

    city = assessments.score(RegionFactory(code="9901"), period=OCTOBER, actor=None, at=NOON)

    ranks = Result.objects.filter(assessment=city).order_by("rank").values_list("region", "final", "rank")
    assert list(ranks) == [("990103", Decimal("90.00"), 1), ("990102", Decimal("80.00"), 2)]


def test_a_changed_check_behind_a_published_month_is_noticed(office):
    site = SiteFactory()
    done = check(site, "80")
    assessment = published(office)
    assert months.sites_with_changed_checks(assessment) == []

    Check.objects.filter(pk=done.pk).update(earned=Decimal(99))

    assert months.sites_with_changed_checks(assessment) == [site.pk]


def test_the_explanation_recombines_to_the_published_number(office):
    market, street = SiteTypeFactory(code="market"), SiteTypeFactory(code="back_street")
    for kind, score in [(market, "71.3"), (market, "88.9"), (street, "64.2")]:
        check(SiteFactory(type=kind), score)
    assessment = published(office)

    tree = explain(
        Result.objects.select_related("assessment__scheme", "region").get(assessment=assessment, region="990102")
    )

    means = [sum(site["score"] for site in kind["sites"]) / len(kind["sites"]) for kind in tree["site_types"]]
    weights = [kind["weight"] for kind in tree["site_types"]]
    field = sum(weight * mean for weight, mean in zip(weights, means, strict=True)) / sum(weights)
    assert round(field, 2) == tree["final"] == Decimal("72.15")
    assert [len(site["checks"]) for kind in tree["site_types"] for site in kind["sites"]] == [1, 1, 1]


def test_lost_points_add_up_to_what_the_final_lacks(office):
    market, street = SiteTypeFactory(code="market"), SiteTypeFactory(code="back_street")
    for kind, score in [(market, "70"), (market, "90"), (street, "60")]:
        check(SiteFactory(type=kind), score)
    assessment = published(office)
    result = Result.objects.select_related("assessment__scheme").get(assessment=assessment, region="990102")

    by_type = type_rows(result)

    assert sum(lost_by_component(result).values()) == Decimal(100) - result.final
    assert [(row["type"].code, row["lost"]) for row in by_type] == [
        ("back_street", Decimal(20)),
        ("market", Decimal(10)),
    ]
    assert [site["lost"] for site in by_type[1]["sites"]] == [Decimal("7.5"), Decimal("2.5")]


def test_the_running_month_ranks_from_sums_without_storing_anything(office):
    site = SiteFactory()
    SiteMonth.objects.create(site=site, district=site.district, month=OCTOBER.start, checks=2, score_sum=Decimal(170))
    scheme = months.scheme_for("990102", OCTOBER.start)

    rows = {
        row["region"]: row for row in months.live("990102", period=OCTOBER, scheme=scheme.pk) if row["kind"] == "region"
    }

    assert (rows["990102001"]["final"], rows["990102001"]["place"], rows["990102001"]["checks"]) == (
        Decimal("85.00"),
        1,
        2,
    )
    assert not Result.objects.exists()
