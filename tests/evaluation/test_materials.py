"""Material of a quarter: asked for, written, filed, reviewed by several who do not see each other."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override

from evaluation.actions import evaluations, materials, reviewers
from evaluation.actions.materials import MaterialClosed, NothingSaid
from evaluation.actions.reviewers import NotFiled, Submitted
from evaluation.models import MaterialReview, MaterialStatement, ReviewerScore
from foundation.errors import BadInput, NotAllowed
from foundation.notifications.models import Notification
from tests.factories import (
    CheckFactory,
    GrantFactory,
    OrganisationFactory,
    RegionFactory,
    SiteFactory,
    admin_of,
    official_of,
    user_with,
)
from tests.factories.quarters import AFTER_Q3, DISTRICT, Q3, MaterialReviewFactory, quarter_of, unit_system

pytestmark = pytest.mark.django_db
GOOD = {"U-01": {"option": "A"}, "U-02": {"value": "10"}}


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def reviewer_of(region, **fields):
    return user_with("reviewer", region=region, **fields)


def filed():
    review = MaterialReviewFactory()
    person = official_of(review.organisation)
    first = review.system.indicators.order_by("position").first()
    materials.write(review, indicator=first.pk, text="每月集中学习", actor=person, at=AFTER_Q3)
    materials.file(review, actor=person, at=AFTER_Q3)
    return review


def assigned(review=None, person=None):
    review = review or filed()
    return reviewers.assign(review, reviewer=person or reviewer_of(DISTRICT), actor=admin_of(DISTRICT), at=AFTER_Q3)


def test_parties_are_asked_once_each_by_the_system_of_their_kind():
    unit_system()
    SiteFactory()
    district, office = RegionFactory(code=DISTRICT), admin_of(DISTRICT)

    asked = [
        materials.ask(district, period=Q3, groups=["organisations"], actor=office, at=AFTER_Q3) for _turn in range(2)
    ]

    assert asked == [1, 0]
    assert MaterialReview.objects.get().system.code == "unit"


def test_a_statement_is_kept_as_it_is_written_and_has_at_most_500_characters():
    review = MaterialReviewFactory()
    person, first = official_of(review.organisation), review.system.indicators.order_by("position").first()

    materials.write(
        review, indicator=first.pk, text="字" * 500, certificate="文明单位〔2024〕7号", actor=person, at=AFTER_Q3
    )
    with pytest.raises(BadInput, match="at most 500 characters"):
        materials.write(review, indicator=first.pk, text="字" * 501, actor=person, at=AFTER_Q3)

    kept = MaterialStatement.objects.get()
    assert (len(kept.text), kept.certificate) == (500, "文明单位〔2024〕7号")


def test_only_an_official_of_the_party_writes_its_material():
    review = MaterialReviewFactory()
    first = review.system.indicators.first()

    for stranger in (official_of(OrganisationFactory()), admin_of(DISTRICT)):
        with pytest.raises(NotAllowed, match="Only an official of the party itself"):
            materials.write(review, indicator=first.pk, text="x", actor=stranger, at=AFTER_Q3)


def test_records_of_the_party_itself_are_evidence_and_those_of_others_are_not():
    site = SiteFactory()
    review = MaterialReviewFactory(organisation=site.organisation)
    own = CheckFactory(site=site, done=True, on=dt.date(2026, 8, 3))
    other = CheckFactory(done=True, on=dt.date(2026, 8, 3))
    told = {
        "indicator": review.system.indicators.first().pk,
        "kind": "check",
        "label": "8月3日督查",
        "actor": official_of(site.organisation),
        "at": AFTER_Q3,
    }

    evidence = materials.attach(review, value=own.pk, **told)

    assert evidence.url == f"/checks/{own.pk}/"
    with pytest.raises(BadInput, match="not one of the party’s own"):
        materials.attach(review, value=other.pk, **told)


def test_a_link_is_a_web_address():
    review = MaterialReviewFactory()
    told = {"indicator": review.system.indicators.first().pk, "kind": "link", "label": "报道"}

    with pytest.raises(Exception, match="URL"):
        materials.attach(
            review, value="javascript:alert(1)", actor=official_of(review.organisation), at=AFTER_Q3, **told
        )


def test_an_empty_material_is_not_filed_and_a_filed_one_not_changed_until_it_is_returned():
    review = MaterialReviewFactory()
    person, first = official_of(review.organisation), review.system.indicators.first()
    with pytest.raises(NothingSaid):
        materials.file(review, actor=person, at=AFTER_Q3)
    materials.write(review, indicator=first.pk, text="每月集中学习", actor=person, at=AFTER_Q3)
    materials.file(review, actor=person, at=AFTER_Q3)

    with pytest.raises(MaterialClosed, match="has been filed"):
        materials.write(review, indicator=first.pk, text="改", actor=person, at=AFTER_Q3)

    materials.return_(review, reason="佐证不清", actor=admin_of(DISTRICT), at=AFTER_Q3)
    materials.write(review, indicator=first.pk, text="改", actor=person, at=AFTER_Q3)
    assert MaterialStatement.objects.get().text == "改"


def test_a_reviewer_is_refused_his_own_organisation_and_in_villages_his_own_place():
    office = admin_of(DISTRICT)
    review = filed()
    insider = reviewer_of(DISTRICT)
    GrantFactory(user=insider, role="official", organisation=review.organisation)
    village = MaterialReviewFactory(party_kind="region", organisation=None, region=RegionFactory(code="990102001001"))
    neighbour = reviewer_of(DISTRICT)
    GrantFactory(user=neighbour, role="official", region=RegionFactory(code="990102001"))

    with pytest.raises(NotAllowed, match="belongs to the organisation"):
        reviewers.assign(review, reviewer=insider, actor=office, at=AFTER_Q3)
    with pytest.raises(NotAllowed, match="works in this place"):
        reviewers.assign(village, reviewer=neighbour, actor=office, at=AFTER_Q3)
    with pytest.raises(NotAllowed, match="not a reviewer of this district"):
        reviewers.assign(review, reviewer=reviewer_of("990103"), actor=office, at=AFTER_Q3)


def test_scores_are_judged_by_the_rules_of_items():
    assignment = assigned()

    reviewers.submit(assignment, answers=GOOD, actor=assignment.reviewer, at=AFTER_Q3)

    rows = ReviewerScore.objects.order_by("indicator__position").values_list("earned", "possible")
    assert list(rows) == [(Decimal(10), Decimal(10)), (Decimal("2.5"), Decimal(5))]


def test_a_certificate_that_the_party_named_earns_the_full_points_and_without_one_there_is_no_exemption():
    assignment = assigned()
    second = assignment.review.system.indicators.get(code="U-02")
    exempt = {"U-01": {"option": "D"}, "U-02": {"exempt": True}}
    with pytest.raises(BadInput, match="U-02 does not fit"):
        reviewers.submit(assignment, answers=exempt, actor=assignment.reviewer, at=AFTER_Q3)
    MaterialStatement.objects.create(
        review=assignment.review, indicator=second, certificate="省文明单位〔2023〕5号", changed_at=AFTER_Q3
    )

    reviewers.submit(assignment, answers=exempt, actor=assignment.reviewer, at=AFTER_Q3)

    row = ReviewerScore.objects.get(indicator=second)
    assert (row.earned, row.certificate) == (Decimal(5), "省文明单位〔2023〕5号")


def test_scores_are_kept_half_done_and_submitted_only_whole_and_once():
    assignment = assigned()
    told = {"actor": assignment.reviewer, "at": AFTER_Q3}
    reviewers.score(assignment, answers={"U-01": {"option": "B"}}, **told)
    with pytest.raises(BadInput, match="Not scored yet: U-02"):
        reviewers.submit(assignment, answers={"U-01": {"option": "B"}}, **told)
    reviewers.submit(assignment, answers=GOOD, **told)

    for again in (reviewers.score, reviewers.submit):
        with pytest.raises(Submitted, match="submitted before"):
            again(assignment, answers=GOOD, **told)


def test_nobody_scores_what_was_not_filed_or_for_another_reviewer():
    assignment = assigned(MaterialReviewFactory())
    with pytest.raises(NotFiled):
        reviewers.submit(assignment, answers=GOOD, actor=assignment.reviewer, at=AFTER_Q3)
    with pytest.raises(NotAllowed, match="Only the reviewer who was chosen"):
        reviewers.submit(assignment, answers=GOOD, actor=reviewer_of(DISTRICT), at=AFTER_Q3)


def test_a_reviewer_who_has_submitted_is_not_released_and_the_material_not_returned():
    assignment, office = assigned(), admin_of(DISTRICT)
    reviewers.submit(assignment, answers=GOOD, actor=assignment.reviewer, at=AFTER_Q3)

    with pytest.raises(Submitted):
        reviewers.release(assignment, actor=office, at=AFTER_Q3)
    with pytest.raises(MaterialClosed):
        materials.return_(assignment.review, reason="补充", actor=office, at=AFTER_Q3)


def test_once_the_quarter_is_in_publicity_neither_material_nor_scores_change():
    assignment, office = assigned(), admin_of(DISTRICT)
    quarter_of({assignment.review.organisation: ["90", "90", "90"]})
    made = evaluations.prepare(RegionFactory(code=DISTRICT), period=Q3, actor=None, at=AFTER_Q3)
    evaluations.open_for_appeal(made, actor=office, at=AFTER_Q3)

    with pytest.raises(Submitted, match="opened for appeal"):
        reviewers.submit(assignment, answers=GOOD, actor=assignment.reviewer, at=AFTER_Q3)
    with pytest.raises(MaterialClosed):
        materials.ask(RegionFactory(code=DISTRICT), period=Q3, groups=["towns"], actor=office, at=AFTER_Q3)


def test_the_party_is_told_what_is_asked_and_the_reviewer_that_he_was_chosen():
    site = SiteFactory()
    unit_system()
    person = official_of(site.organisation)
    materials.ask(
        RegionFactory(code=DISTRICT), period=Q3, groups=["organisations"], actor=admin_of(DISTRICT), at=AFTER_Q3
    )
    assignment = assigned()

    kinds = [
        list(Notification.objects.filter(user=user).values_list("kind", flat=True))
        for user in (person, assignment.reviewer)
    ]
    assert kinds == [["material_asked"], ["review_assigned"]]
