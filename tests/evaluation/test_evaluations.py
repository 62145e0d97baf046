"""A quarter from draft over publicity to publication and correction, and every refusal on the way."""

import datetime as dt
from itertools import pairwise

import pytest
from django.utils.translation import override

from evaluation.actions import appeals, evaluations
from evaluation.actions.evaluations import (
    NoQuarterScheme,
    NothingToCorrect,
    NothingToEvaluate,
    NotOverYet,
    ReasonMissing,
)
from evaluation.choices import EvaluationState
from evaluation.engine.proof import verify
from evaluation.engine.quarters import digest_of
from evaluation.models import Evaluation, EvaluationResult
from evaluation.transitions import EVALUATION
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from tests.factories import RegionFactory, admin_of, leader_of, official_of
from tests.factories.quarters import AFTER_Q3, DISTRICT, Q3, QuarterSchemeFactory, month_of, quarter_of

pytestmark = pytest.mark.django_db
STREET, OTHER = "990102001", "990102002"
OVER = dt.datetime(2026, 10, 19, 9, 0, tzinfo=AFTER_Q3.tzinfo)  # after five working days of publicity


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def prepared(**told):
    return evaluations.prepare(RegionFactory(code=DISTRICT), period=Q3, actor=None, at=AFTER_Q3, **told)


def opened(actor):
    quarter_of({STREET: ["90", "90", "90"], OTHER: ["80", "80", "80"]})
    made = prepared()
    evaluations.open_for_appeal(made, actor=actor, at=AFTER_Q3)
    return made


def published(actor):
    made = opened(actor)
    evaluations.approve(made, actor=actor, at=OVER)
    evaluations.publish(made, actor=actor, at=OVER)
    return made


def test_preparing_twice_makes_one_draft_with_the_numbers_of_now():
    quarter_of({STREET: ["90", "90", "90"]})
    first = prepared()
    EvaluationResult.objects.filter(evaluation=first).update(final=1)

    again = prepared()

    assert (again.pk, again.version, again.state) == (first.pk, 1, "draft")
    assert [str(row.final) for row in again.results.all()] == ["90.00"]


def test_a_quarter_without_a_published_month_is_not_prepared():
    QuarterSchemeFactory()
    month_of("2026-07", {STREET: "90"}, state="draft")

    with pytest.raises(NothingToEvaluate, match="No month of this quarter is published yet"):
        prepared()

    assert not Evaluation.objects.exists()


def test_a_quarter_without_a_scheme_is_not_prepared():
    month_of("2026-07", {STREET: "90"})

    with pytest.raises(NoQuarterScheme, match="No quarterly scheme is in force"):
        prepared()


def test_a_quarter_in_publicity_is_not_prepared_again():
    made = opened(admin_of(DISTRICT))
    EvaluationResult.objects.filter(evaluation=made).update(checks=7)

    again = prepared()

    assert (again.pk, again.state) == (made.pk, "in_appeal")
    assert set(again.results.values_list("checks", flat=True)) == {7}


def test_publicity_lasts_five_working_days_over_weekend_and_make_up_days():
    made = opened(admin_of(DISTRICT))

    # Friday 9 October; Saturday 10 is worked in exchange for the holiday; 12, 13, 14, 15 follow.
    assert made.appeal_until.astimezone(AFTER_Q3.tzinfo).date() == dt.date(2026, 10, 15)
    assert made.provisional is False


def test_a_quarter_is_not_opened_before_it_is_over():
    quarter_of({STREET: ["90", "90", "90"]})
    made = prepared()

    with pytest.raises(NotOverYet, match="The quarter is not over yet"):
        evaluations.open_for_appeal(made, actor=admin_of(DISTRICT), at=dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC))


def test_a_quarter_is_not_approved_while_its_publicity_goes_on():
    office = admin_of(DISTRICT)
    made = opened(office)

    with pytest.raises(NotOverYet, match="The publicity is not over yet"):
        evaluations.approve(made, actor=office, at=made.appeal_until)

    assert made.state == "in_appeal"


def test_a_quarter_is_not_approved_while_an_appeal_is_open():
    office = admin_of(DISTRICT)
    made = opened(office)
    result = made.results.get(region=STREET)
    appeals.lodge(result, ground="第二季度加分未计入", actor=official_of(result.region), at=AFTER_Q3)

    with pytest.raises(NotOverYet, match="Appeals are still open"):
        evaluations.approve(made, actor=office, at=OVER)


def test_publishing_freezes_with_a_digest_that_anybody_can_prove():
    made = published(admin_of(DISTRICT))

    assert made.state == "published"
    assert made.digest == digest_of(made)
    facts = {fact.what: fact.holds for fact in verify(at=OVER)}
    assert facts["published quarters changed after publication"] is True


def test_a_published_quarter_that_somebody_changed_is_found():
    made = published(admin_of(DISTRICT))
    EvaluationResult.objects.filter(evaluation=made, region=STREET).update(final=99)

    facts = {fact.what: fact for fact in verify(at=OVER)}

    assert facts["published quarters changed after publication"].holds is False
    assert facts["published quarters changed after publication"].found == f"1: {made.pk}"


def test_a_correction_is_the_next_version_with_its_reason_and_supersedes_when_it_is_published():
    office = admin_of(DISTRICT)
    first = published(office)

    second = evaluations.correct(first, reason="7月测评已更正", actor=office, at=OVER)
    again = evaluations.correct(first, reason="再次", actor=office, at=OVER)
    evaluations.open_for_appeal(second, actor=office, at=OVER)
    later = second.appeal_until + dt.timedelta(minutes=1)
    evaluations.approve(second, actor=office, at=later)
    evaluations.publish(second, actor=office, at=later)

    first.refresh_from_db()
    assert again.pk == second.pk
    assert (first.state, second.state, second.version, second.reason) == ("superseded", "published", 2, "7月测评已更正")
    assert first.digest == digest_of(first)


def test_a_correction_asks_for_a_reason_and_a_published_quarter():
    office = admin_of(DISTRICT)
    made = opened(office)

    with pytest.raises(ReasonMissing):
        evaluations.correct(made, reason=" ", actor=office, at=OVER)
    with pytest.raises(NothingToCorrect):
        evaluations.correct(made, reason="更正", actor=office, at=OVER)


@pytest.mark.parametrize("act", [evaluations.open_for_appeal, evaluations.approve, evaluations.publish])
@pytest.mark.parametrize("person", [leader_of, official_of])
def test_only_the_office_of_the_district_moves_a_quarter(act, person):
    quarter_of({STREET: ["90", "90", "90"]})
    made = prepared()

    with pytest.raises(NotAllowed, match="Only an administrator of this region"):
        act(made, actor=person(DISTRICT), at=OVER)
    with pytest.raises(NotAllowed, match="Only an administrator of this region"):
        act(made, actor=admin_of("990103"), at=OVER)


def test_a_quarter_against_the_last_published_one():
    office = admin_of(DISTRICT)
    for month in ("2026-04", "2026-05", "2026-06"):
        month_of(month, {STREET: "70", OTHER: "80"})
    QuarterSchemeFactory()
    before = evaluations.prepare(RegionFactory(code=DISTRICT), period=Q3.previous(), actor=None, at=AFTER_Q3)
    evaluations.open_for_appeal(before, actor=office, at=AFTER_Q3)
    evaluations.approve(before, actor=office, at=OVER)
    evaluations.publish(before, actor=office, at=OVER)
    quarter_of({STREET: ["90", "90", "90"], OTHER: ["80", "80", "80"]})

    row = prepared().results.get(region=STREET)

    assert (str(row.previous_final), row.previous_rank, row.rank) == ("70.00", 2, 1)


def test_every_step_leaves_its_line_in_the_trail():
    published(admin_of(DISTRICT))

    verbs = (
        AuditEntry.objects.filter(subject_type="evaluation.evaluation").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == [
        "evaluation.prepare",
        "evaluation.open_for_appeal",
        "evaluation.approve",
        "evaluation.publish",
    ]


@pytest.mark.parametrize("old", EvaluationState.values)
@pytest.mark.parametrize("new", EvaluationState.values)
def test_a_quarter_goes_one_way_only(old, new):
    way = ["draft", "in_appeal", "approved", "published", "superseded"]

    assert EVALUATION.allows(old, new) == ((old, new) in set(pairwise(way)))


def test_a_draft_is_not_published_past_the_publicity():
    quarter_of({STREET: ["90", "90", "90"]})
    made = prepared()

    with pytest.raises(TransitionNotAllowed):
        evaluations.publish(made, actor=admin_of(DISTRICT), at=OVER)
