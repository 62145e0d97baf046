"""An assignment is taken back within five minutes, before anybody has signed for it; its number stays taken."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import escalation, notices, problems, recalls
from evaluation.actions.notices import NoticeReceived, NoticeWithdrawn
from evaluation.actions.recalls import TooLateToRecall
from evaluation.exports.notices import notice_document, text_of
from evaluation.models import Notice, Problem
from evaluation.queries.problem_timeline import timeline
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.notifications.models import Notification
from tests.factories import OrganisationFactory, admin_of
from tests.factories.problems import GIVEN, Place

pytestmark = pytest.mark.django_db
SOON, LATE = GIVEN + dt.timedelta(minutes=4, seconds=59), GIVEN + dt.timedelta(minutes=5)


@pytest.fixture
def place():
    return Place()


def notice_of(problem):
    return Notice.objects.filter(problem=problem).order_by("-pk").first()


def test_within_five_minutes_the_problem_waits_again_as_it_did(place):
    problem, other = place.found(), OrganisationFactory(region=place.district)
    problems.assign(problem, organisation=other, actor=place.office, at=GIVEN)

    recalls.recall(notice_of(problem), actor=place.office, at=SOON)

    row = Problem.objects.get(pk=problem.pk)
    assert (row.state, row.organisation, row.due_at, row.clock_unit) == ("found", place.organisation, None, "")
    entry = AuditEntry.objects.get(verb="problem.recall")
    assert (entry.before["organisation"], entry.after["organisation"]) == (other.pk, place.organisation.pk)


def test_the_notice_is_marked_and_the_next_one_takes_the_next_number(place):
    problem = place.assigned()
    notice = notice_of(problem)
    recalls.recall(notice, actor=place.office, at=SOON)
    problem.refresh_from_db()

    again = problems.assign(problem, actor=place.office, at=LATE)

    notice.refresh_from_db()
    assert (notice.state, notice.withdrawn_at, notice.withdrawn_by) == ("withdrawn", SOON, place.office)
    assert (notice.serial, again.serial, again.state) == (1, 2, "sent")


def test_after_five_minutes_it_stays(place):
    problem = place.assigned()

    with pytest.raises(TooLateToRecall, match="5 分钟"):
        recalls.recall(notice_of(problem), actor=place.office, at=LATE)

    problem.refresh_from_db()
    assert (problem.state, notice_of(problem).state) == ("assigned", "sent")


def test_what_is_signed_for_stays(place):
    problem = place.assigned()
    notices.sign(notice_of(problem), actor=place.official, at=GIVEN)

    with pytest.raises(TooLateToRecall):
        recalls.recall(notice_of(problem), actor=place.office, at=SOON)
    with pytest.raises(NoticeReceived):
        notices.withdraw(notice_of(problem), actor=place.office, at=SOON)

    assert notice_of(problem).state == "received"


def test_what_is_put_right_already_stays(place):
    problem = place.rectified(at=GIVEN + dt.timedelta(minutes=1))

    with pytest.raises(TooLateToRecall):
        recalls.recall(notice_of(problem), actor=place.office, at=SOON)


def test_several_are_taken_back_all_or_none(place):
    rows = [notice_of(place.assigned(item=f"I-{n}")) for n in range(2)]
    notices.sign(rows[1], actor=place.official, at=GIVEN)

    with pytest.raises(TooLateToRecall):
        recalls.recall_many(rows, actor=place.office, at=SOON)

    assert set(Problem.objects.values_list("state", flat=True)) == {"assigned"}
    assert Notice.objects.withdrawn().count() == 0


@pytest.mark.parametrize("who", ["official", "inspector", "neighbour"])
def test_only_the_office_of_the_region_takes_back(place, who):
    actor = admin_of("990103") if who == "neighbour" else getattr(place, who)

    with pytest.raises(NotAllowed):
        recalls.recall(notice_of(place.assigned()), actor=actor, at=SOON)


def test_nobody_signs_for_a_withdrawn_notice_and_nobody_is_reminded_of_it(place):
    notice = notice_of(place.assigned())
    recalls.recall(notice, actor=place.office, at=SOON)

    with pytest.raises(NoticeWithdrawn, match="无需签收"):
        notices.sign(notice, actor=place.official, at=LATE)
    assert notices.sign_all([notice], actor=place.official, at=LATE) == 0
    assert list(Notice.objects.waiting()) == []
    escalation.escalate(place.district.code, actor=None, at=GIVEN + dt.timedelta(days=3))
    notice.refresh_from_db()
    assert notice.nudged_at is None


def test_the_organisation_is_told_and_the_timeline_says_it(place):
    problem = place.assigned()
    recalls.recall(notice_of(problem), actor=place.office, at=SOON)

    told = Notification.objects.filter(user=place.official, kind="notice.withdrawn")
    assert told.get().values == {"number": "〔2026〕1号", "problem": problem.description}
    steps = [str(step.what) for step in timeline(problem, [])]
    assert "交办单〔2026〕1号已撤回，编号保留" in steps


def test_paper_and_word_say_that_it_was_withdrawn(place):
    notice = notice_of(place.assigned())
    recalls.recall(notice, actor=place.office, at=SOON)

    text = text_of(Notice.objects.for_list().get(pk=notice.pk), office="文明办", lapse=None)

    said = "（本单已于2026年11月24日10时4分撤回，编号保留）"
    assert text.withdrawn == said
    assert said in [paragraph.text for paragraph in notice_document(text, []).document.paragraphs]


def test_what_was_taken_back_waits_for_the_office_and_is_not_given_out_by_itself(place):
    problem = place.found(severity="emergency")
    problems.assign_by_policy([problem.pk], actor=None, at=GIVEN)
    recalls.recall(notice_of(problem), actor=place.office, at=SOON)

    problems.assign_by_policy([problem.pk], actor=None, at=LATE)

    problem.refresh_from_db()
    assert problem.state == "found"


def test_the_board_offers_it_for_five_minutes_and_takes_back(client, place):
    now = timezone.now()
    fresh, old = place.assigned(item="A", at=now), place.assigned(item="B", at=now - dt.timedelta(minutes=6))
    client.force_login(place.office)

    page = client.get(reverse("evaluation:problems"))

    assert [row.problem_id for row in page.context["recalls"]] == [fresh.pk]
    assert "撤回" in page.content.decode()
    client.post(reverse("evaluation:problem-recall"), {"notice": [notice_of(fresh).pk]})
    fresh.refresh_from_db()
    old.refresh_from_db()
    assert (fresh.state, old.state) == ("found", "assigned")
    assert "recalls" not in client.get(old.get_absolute_url()).context


def test_taking_back_nothing_is_refused_with_words(client, place):
    client.force_login(place.office)

    response = client.post(reverse("evaluation:problem-recall"), {"notice": ["x", "9" * 21]}, follow=True)

    assert "没有勾选问题" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_signing_and_taking_back_at_once_leave_one_winner():
    place = Place()
    for number in range(8):
        notice = notice_of(place.assigned(item=f"I-{number}"))

        def attempt(act, row=notice):
            try:
                act(row)
            except (TooLateToRecall, NoticeWithdrawn, NoticeReceived):
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(2) as pool:
            signed, taken = pool.map(
                attempt,
                [
                    lambda row: notices.sign(row, actor=place.official, at=SOON),
                    lambda row: recalls.recall(row, actor=place.office, at=SOON),
                ],
            )

        notice.refresh_from_db()
        assert (signed, taken).count(True) == 1
        assert notice.state == ("received" if signed else "withdrawn")
