"""Putting right, looking again, closing, sending back; and what after-photos give away."""

import datetime as dt
from decimal import Decimal

import pytest

from evaluation.actions import problems, rectifications
from evaluation.actions.rectifications import PhotosMissing
from evaluation.actions.words import ReasonMissing
from evaluation.models import Problem, ProblemPhoto, Recheck, Rectification, SeverityPolicy
from evaluation.queries.problems import rectifications_left
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from tests.factories import OrganisationFactory, admin_of, inspector_of, leader_of, official_of
from tests.factories.checks import AttachmentFactory
from tests.factories.problems import DONE, DUE, GIVEN, LOOKED, Place

pytestmark = pytest.mark.django_db
LATE = DUE + dt.timedelta(minutes=1)


@pytest.fixture
def place():
    return Place()


def rectify(place, problem, *, at=DONE, photos=None, actor=None):
    actor = actor or place.official
    shown = [place.photo(actor)] if photos is None else photos
    return problems.rectify(problem, text="已清理", photos=shown, actor=actor, at=at)


def settled(rectification, *, at=DONE):
    rectifications.settle(rectification, actor=None, at=at)
    rectification.refresh_from_db()
    return rectification


def sampled(percent):
    """A policy by which so many of the minor ones are looked at again."""
    return SeverityPolicy.objects.create(
        severity="minor", time_amount=1, time_unit="working_day", assignment="auto", recheck="sample",
        recheck_percent=percent,
    )  # fmt: skip


def test_what_was_put_right_is_shown_and_waits_for_somebody_else(place):
    problem = place.assigned()

    done = rectify(place, problem)

    row = Problem.objects.get(pk=problem.pk)
    assert (row.state, row.rectified_at, row.rectified_by, row.needs_recheck) == (
        "rectified",
        DONE,
        place.official,
        True,
    )
    assert (done.round, done.late, done.organisation, done.photos.count()) == (1, False, place.organisation, 1)
    entry = AuditEntry.objects.get(verb="problem.rectify")
    assert (entry.before, entry.after["round"]) == ({"state": "assigned"}, 1)


def test_the_deadline_itself_is_in_time_and_a_minute_later_is_late(place):
    assert not rectify(place, place.assigned(), at=DUE).late
    assert rectify(place, place.assigned(), at=LATE).late


@pytest.mark.parametrize("text", ["", "x" * 501], ids=["nothing said", "too much said"])
def test_a_rectification_says_in_few_words_what_was_done(place, text):
    with pytest.raises(ReasonMissing):
        problems.rectify(place.assigned(), text=text, photos=[place.photo()], actor=place.official, at=DONE)


def test_a_rectification_without_a_photo_or_with_somebody_elses_is_refused(place):
    problem = place.assigned()

    with pytest.raises(PhotosMissing, match="至少"):
        rectify(place, problem, photos=[])
    with pytest.raises(BadInput, match="不是你上传的"):
        rectify(place, problem, photos=[place.photo(place.inspector)])
    document = AttachmentFactory(uploaded_by=place.official, content_type="application/pdf")
    with pytest.raises(BadInput, match="不是你上传的"):
        rectify(place, problem, photos=[document.pk])
    assert not Rectification.objects.exists()


def test_the_organisation_above_answers_too_and_nobody_beside_it(place):
    rectify(place, place.assigned(), actor=official_of(place.above))

    beside = official_of(OrganisationFactory(region=place.district))
    for person in (beside, place.office, place.inspector, official_of(place.district), leader_of("990102")):
        with pytest.raises(NotAllowed, match="只有责任单位"):
            rectify(place, place.assigned(), actor=person)


def test_an_inspector_or_the_office_closes_with_note_and_photo(place):
    problem = place.rectified()

    shown = [place.photo(place.inspector)]
    problems.close(problem, note="现场已清净", photos=shown, actor=place.inspector, at=LOOKED)

    row, recheck = Problem.objects.get(pk=problem.pk), Recheck.objects.get()
    assert (row.state, row.closed_at, row.returns) == ("closed", LOOKED, 0)
    assert (recheck.passed, recheck.note, recheck.checked_by) == (True, "现场已清净", place.inspector)
    assert [photo.attachment_id for photo in recheck.photos.all()] == shown
    problems.close(place.rectified(), actor=place.office, at=LOOKED)


def test_each_return_counts_as_rework_and_the_deadline_stays(place):
    problem = place.rectified()

    problems.return_(
        problem, reason="仍有积水", photos=[place.photo(place.inspector)], actor=place.inspector, at=LOOKED
    )
    again = rectify(place, problem, at=LOOKED)
    problems.return_(problem, reason="还是有", actor=place.inspector, at=LOOKED)

    row = Problem.objects.get(pk=problem.pk)
    assert (row.state, row.returns, row.due_at, again.round) == ("returned", 2, DUE, 2)
    rechecks = Recheck.objects.order_by("pk").values_list("passed", "note")
    reasons = AuditEntry.objects.filter(verb="problem.return").order_by("pk").values_list("after__reason", flat=True)
    assert list(rechecks) == [(False, "仍有积水"), (False, "还是有")]
    assert list(reasons) == ["仍有积水", "还是有"]


def test_a_return_needs_a_reason(place):
    with pytest.raises(ReasonMissing):
        problems.return_(place.rectified(), reason=" ", actor=place.inspector, at=LOOKED)


@pytest.mark.parametrize("decide", ["close", "return"])
def test_nobody_closes_or_returns_what_he_or_his_organisation_put_right(place, decide):
    def decided(problem, actor):
        if decide == "close":
            problems.close(problem, actor=actor, at=LOOKED)
        else:
            problems.return_(problem, reason="不行", actor=actor, at=LOOKED)

    himself = inspector_of("990102", organisation=place.organisation)
    problem = place.assigned()
    rectify(place, problem, actor=himself)
    below = OrganisationFactory(region=place.district, parent=place.organisation)

    with pytest.raises(NotAllowed, match="你自己整改"):
        decided(problem, himself)
    for organisation in (place.organisation, place.above, below):
        with pytest.raises(NotAllowed, match="你属于责任单位"):
            decided(problem, inspector_of("990102", organisation=organisation))
    for person in (place.official, official_of(place.above)):
        with pytest.raises(NotAllowed, match="你属于责任单位"):
            decided(problem, person)
    for person in (inspector_of("990103"), leader_of("990102"), admin_of("990103")):
        with pytest.raises(NotAllowed, match="只有本辖区的督查员"):
            decided(problem, person)
    decided(
        problem, inspector_of("990102", organisation=OrganisationFactory(region=place.district, parent=place.above))
    )


def test_only_what_was_put_right_is_closed_or_returned(place):
    for problem in (place.found(), place.assigned(), place.closed()):
        with pytest.raises(TransitionNotAllowed):
            problems.close(problem, actor=place.inspector, at=LOOKED)
        with pytest.raises(TransitionNotAllowed):
            problems.return_(problem, reason="不行", actor=place.inspector, at=LOOKED)


def test_the_second_of_two_inspectors_is_told(place):
    problem = place.rectified()
    stale = Problem.objects.get(pk=problem.pk)
    problems.close(problem, actor=place.inspector, at=LOOKED)

    with pytest.raises(StaleState):
        problems.return_(stale, reason="不行", actor=place.inspector, at=LOOKED)
    assert Recheck.objects.count() == 1


def test_what_the_sample_leaves_out_is_closed_by_the_portal_and_the_trail_says_so(place):
    sampled(0)
    problem = place.assigned(severity="minor")
    done = rectify(place, problem)

    settled(done)
    settled(done)

    row, recheck = Problem.objects.get(pk=problem.pk), Recheck.objects.get()
    assert (row.state, row.needs_recheck, recheck.checked_by, recheck.passed) == ("closed", False, None, True)
    entry = AuditEntry.objects.get(verb="problem.close")
    assert entry.actor is None
    assert AuditEntry.objects.get(verb="problem.rectify").after["lot"]


def test_what_the_sample_takes_in_waits_for_somebody_to_look(place):
    sampled(100)
    done = rectify(place, place.assigned(severity="minor"))

    assert settled(done).problem.state == "rectified"


def test_a_doubtful_photo_is_looked_at_whatever_the_sample_says(place):
    sampled(0)
    far = place.photo(longitude=Decimal("113.350000"))

    done = settled(rectify(place, place.assigned(severity="minor"), photos=[far]))

    row = Problem.objects.get()
    assert (row.state, row.needs_recheck, done.is_doubtful) == ("rectified", True, True)


def flags(rectification):
    return [[flag["kind"] for flag in photo.flags] for photo in rectification.photos.order_by("position")]


def test_a_photo_of_the_problem_shown_again_is_in_doubt_even_when_retouched(place):
    problem = place.assigned()
    before = AttachmentFactory(difference_hash=0b1111_0000)
    ProblemPhoto.objects.create(problem=problem, attachment=before)
    same, retouched = place.photo(digest=before.digest), place.photo(difference_hash=0b1111_0011)
    other = place.photo(difference_hash=-1)

    done = settled(rectify(place, problem, photos=[same, retouched, other]))

    assert flags(done) == [["same_as_before"], ["same_as_before"], []]
    assert done.photos.order_by("position").first().flags == [{"kind": "same_as_before", "photo": before.pk}]
    assert AuditEntry.objects.get(verb="problem.question").after == {"kinds": ["same_as_before"]}


def test_an_after_photo_used_before_anywhere_in_the_district_is_in_doubt(place):
    earlier = place.assigned()
    rectify(place, earlier, photos=[place.photo(difference_hash=0b1010)])
    elsewhere = Place("990103")
    rectify(elsewhere, elsewhere.assigned(), photos=[elsewhere.photo(difference_hash=-2)])

    seen, fresh = place.photo(difference_hash=0b1011), place.photo(difference_hash=-2)
    done = settled(rectify(place, place.assigned(), photos=[seen, fresh]))

    assert flags(done) == [["seen_before"], []]
    assert done.photos.order_by("position").first().flags[0]["problem"] == earlier.pk


def test_the_same_photo_in_the_next_round_is_in_doubt(place):
    problem, shown = place.assigned(), place.photo()
    settled(rectify(place, problem, photos=[shown]))
    problems.return_(problem, reason="不行", actor=place.inspector, at=LOOKED)

    again = settled(rectify(place, problem, photos=[shown]))

    assert flags(again) == [["seen_before"]]


def test_a_photo_taken_far_away_or_before_the_assignment_is_in_doubt(place):
    far = place.photo(longitude=Decimal("113.260000"))
    early = place.photo(taken_at=GIVEN - dt.timedelta(minutes=1))
    fine = place.photo(taken_at=GIVEN, longitude=Decimal("113.250100"))

    done = settled(rectify(place, place.assigned(), photos=[far, early, fine]))

    assert flags(done) == [["far"], ["too_early"], []]
    assert done.photos.order_by("position").first().flags == [{"kind": "far", "metres": 967}]


def test_what_the_follow_up_task_lost_is_left_to_settle_and_then_not(place):
    sampled(0)
    looked_at, closed_by_itself = place.assigned(), place.assigned(severity="minor")
    done = [rectify(place, looked_at), rectify(place, closed_by_itself)]

    assert list(rectifications_left("990102")) == done
    assert list(rectifications_left("990103")) == []
    for rectification in done:
        settled(rectification)
    assert list(rectifications_left("990102")) == []
