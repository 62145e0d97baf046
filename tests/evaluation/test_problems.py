"""Problems on their way: opened, given out, given back, cancelled, merged; every step, every refusal."""

import datetime as dt
import itertools

import pytest

from evaluation.actions import checks, problems
from evaluation.actions.problems import AlreadyOpen, NotItsOrganisation, NotToBeMerged
from evaluation.actions.words import ReasonMissing
from evaluation.choices import OPEN_PROBLEMS, ProblemState
from evaluation.models import Check, CheckItem, Finding, Problem, ProblemPhoto, ProblemSerial
from evaluation.transitions import EXTENSION, PROBLEM, SECOND_LOOK
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from foundation.periods import ZONE
from tests.factories import CheckFactory, IndicatorFactory, OrganisationFactory, ProblemFactory, admin_of, leader_of
from tests.factories.problems import DUE, FOUND, GIVEN, Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Place()


def told(problem) -> list[str]:
    """The steps of a problem as the trail tells them."""
    return list(AuditEntry.objects.about(problem).order_by("pk").values_list("verb", flat=True))


def failing_item(problem, **changes):
    """A failing item of a check that found the problem."""
    check = CheckFactory(site=problem.site, done=True, **changes)
    item = CheckItem.objects.create(
        check_record=check, indicator=IndicatorFactory(), earned=0, possible=10, failed=True, not_applicable=False
    )
    return Finding.objects.create(problem=problem, check_item=item, found_at=FOUND), check


@pytest.mark.parametrize(("before", "after"), list(itertools.product(ProblemState, ProblemState)))
def test_a_problem_goes_only_where_the_workflow_leads(before, after):
    led = {
        "found": {"assigned", "cancelled", "merged"},
        "assigned": {"rectified", "found", "suspended", "cancelled"},
        "rectified": {"closed", "returned"},
        "returned": {"rectified"},
        "suspended": {"assigned"},
    }

    assert PROBLEM.allows(before, after) == (after in led.get(before, ()))


def test_requests_and_second_looks_are_decided_once():
    assert {state: set(following) for state, following in EXTENSION.items()} == {
        "asked": {"granted", "refused"},
        "granted": set(),
        "refused": set(),
    }
    assert {state: set(following) for state, following in SECOND_LOOK.items()} == {
        "drawn": {"passed", "failed"},
        "passed": set(),
        "failed": set(),
    }


def test_assigning_fixes_the_deadline_by_the_policy_and_begins_the_story(place):
    problem = place.found()

    problems.assign(problem, actor=place.office, at=GIVEN)

    row = Problem.objects.get(pk=problem.pk)
    assert (row.state, row.assigned_at, row.due_at, row.first_due_at) == ("assigned", GIVEN, DUE, DUE)
    assert (row.provisional, row.lapses, row.remind_at) == (False, 0, dt.datetime(2026, 11, 26, 15, 30, tzinfo=ZONE))
    entry = AuditEntry.objects.get(verb="problem.assign")
    assert entry.after["due_at"] == "2026-11-27T17:30:00+08:00"
    assert entry.before == {"state": "found", "organisation": place.organisation.pk}


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        ("minor", dt.datetime(2026, 11, 25, 17, 30, tzinfo=ZONE)),
        ("normal", DUE),
        ("serious", dt.datetime(2026, 12, 3, 17, 30, tzinfo=ZONE)),
        ("emergency", dt.datetime(2026, 11, 24, 14, tzinfo=ZONE)),
    ],
)
def test_each_severity_has_its_time_and_emergencies_run_by_the_clock(place, severity, due):
    assert place.assigned(severity=severity).due_at == due


def test_what_is_suspended_or_under_way_is_not_assigned_again(place):
    suspended, under_way = place.assigned(), place.assigned()
    problems.suspend(suspended, ground="待雨季后", look_again_on=dt.date(2026, 12, 31), actor=place.office, at=GIVEN)

    for problem in (suspended, under_way, place.rectified()):
        with pytest.raises(TransitionNotAllowed):
            problems.assign(problem, actor=place.office, at=GIVEN)


def test_another_organisation_of_the_district_can_be_named(place):
    problem, other = place.found(), OrganisationFactory(region=place.district)

    problems.assign(problem, organisation=other, actor=place.office, at=GIVEN)

    assert Problem.objects.get(pk=problem.pk).organisation == other


def test_a_closed_organisation_or_one_of_another_district_cannot_be_named(place):
    problem = place.found()
    gone = OrganisationFactory(region=place.district, closed_on=dt.date(2026, 1, 1))
    elsewhere = Place("990103").organisation

    with pytest.raises(NotItsOrganisation, match="已撤销"):
        problems.assign(problem, organisation=gone, actor=place.office, at=GIVEN)
    with pytest.raises(NotItsOrganisation, match="其他区县"):
        problems.assign(problem, organisation=elsewhere, actor=place.office, at=GIVEN)
    assert told(problem) == []


def test_several_are_assigned_at_once_or_none(place):
    chosen = [place.found() for _ in range(3)]

    problems.assign_many(reversed(chosen), actor=place.office, at=GIVEN)

    assert set(Problem.objects.values_list("state", "due_at")) == {("assigned", DUE)}

    more = [place.found(), chosen[0]]
    with pytest.raises(TransitionNotAllowed):
        problems.assign_many([*more[:1], Problem.objects.get(pk=chosen[0].pk)], actor=place.office, at=GIVEN)
    assert Problem.objects.get(pk=more[0].pk).state == "found"


def test_minor_ones_and_emergencies_are_given_out_by_themselves(place):
    found = {severity: place.found(severity=severity) for severity in ("minor", "normal", "serious", "emergency")}
    pks = [problem.pk for problem in found.values()]

    problems.assign_by_policy(pks, actor=None, at=GIVEN)
    problems.assign_by_policy(pks, actor=None, at=GIVEN)

    states = dict(Problem.objects.values_list("severity", "state"))
    assert states == {"minor": "assigned", "normal": "found", "serious": "found", "emergency": "assigned"}
    assert AuditEntry.objects.filter(verb="problem.assign", actor=None).count() == 2


def test_what_was_given_back_waits_for_the_office_instead_of_going_to_the_same_again(place):
    problem = place.assigned(severity="minor")
    problems.give_back(problem, reason="该路段由养护公司管理", actor=place.official, at=GIVEN)

    problems.assign_by_policy([problem.pk], actor=None, at=GIVEN)

    assert Problem.objects.get(pk=problem.pk).state == "found"


def test_giving_back_needs_a_reason_and_takes_the_deadline_away(place):
    problem = place.assigned()

    with pytest.raises(ReasonMissing, match="1 至 500"):
        problems.give_back(problem, reason="  ", actor=place.official, at=GIVEN)
    problems.give_back(problem, reason="不归我单位", actor=place.official, at=GIVEN)

    row = Problem.objects.get(pk=problem.pk)
    assert (row.state, row.due_at, row.first_due_at, row.remind_at, row.clock_amount) == (
        "found",
        None,
        None,
        None,
        None,
    )
    entry = AuditEntry.objects.get(verb="problem.give_back")
    assert (entry.before["due_at"], entry.after["reason"]) == ("2026-11-27T17:30:00+08:00", "不归我单位")


def test_cancelling_needs_a_reason_and_is_over_once_work_was_shown(place):
    found, under_way = place.found(), place.assigned()
    shown = place.rectified()

    for problem in (found, under_way):
        problems.cancel(problem, reason="重复上报", actor=place.office, at=GIVEN)

    assert set(Problem.objects.exclude(pk=shown.pk).values_list("state", "reason")) == {("cancelled", "重复上报")}
    with pytest.raises(TransitionNotAllowed):
        problems.cancel(shown, reason="重复上报", actor=place.office, at=GIVEN)
    with pytest.raises(ReasonMissing):
        problems.cancel(place.found(), reason="", actor=place.office, at=GIVEN)


def test_merging_moves_what_was_found_and_both_keep_their_story(place):
    double, target = place.found(item="A"), place.assigned(item="B")
    finding, _check = failing_item(double)
    photo = ProblemPhoto.objects.create(problem=double, attachment_id=place.photo())
    same = ProblemPhoto.objects.create(problem=double, attachment_id=place.photo())
    ProblemPhoto.objects.create(problem=target, attachment=same.attachment)

    problems.merge(double, into=target, actor=place.office, at=GIVEN)

    finding.refresh_from_db()
    photo.refresh_from_db()
    row = Problem.objects.get(pk=double.pk)
    assert (row.state, row.merged_into, finding.problem, photo.problem) == ("merged", target, target, target)
    assert ProblemPhoto.objects.filter(problem=target).count() == 2
    assert told(double) == ["problem.merge"]
    assert told(target) == ["problem.assign", "problem.take_over"]
    entry = AuditEntry.objects.get(verb="problem.take_over")
    assert entry.after == {"from": double.number, "findings": [finding.pk]}


def test_nothing_is_merged_into_itself_into_another_district_or_into_what_is_over(place):
    problem = place.found()
    elsewhere, over = Place("990103").found(), place.closed()
    city = admin_of("9901")

    for target, words in ((problem, "同一辖区"), (elsewhere, "同一辖区"), (over, "已不在办理中")):
        with pytest.raises(NotToBeMerged, match=words):
            problems.merge(problem, into=target, actor=city, at=GIVEN)
    assert Problem.objects.get(pk=problem.pk).state == "found"


def test_a_problem_written_down_by_hand_gets_its_number_its_photos_and_its_organisation(place):
    site = place.site()

    made = problems.open_(
        site=site, description="窨井盖缺失", severity="emergency", source="meeting", item="",
        photos=[place.photo(place.inspector)], actor=place.inspector, at=FOUND,
    )  # fmt: skip

    assert (made.state, made.source, made.organisation, made.found_by) == (
        "found", "meeting", place.organisation, place.inspector,
    )  # fmt: skip
    assert (made.number, made.photos.count()) == ("〔2026〕1号", 1)
    assert told(made) == ["problem.open"]


def test_the_same_item_is_not_opened_twice_at_a_site(place):
    open_one = place.found(item="I-7")

    with pytest.raises(AlreadyOpen, match=open_one.number):
        problems.open_(
            site=open_one.site, description="又堵了", severity="normal", item="I-7", actor=place.inspector, at=FOUND
        )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"description": " "}, ReasonMissing), ({"severity": "huge"}, BadInput), ({"item": "x" * 41}, BadInput)],
    ids=["nothing said", "no such severity", "no such item"],
)
def test_a_problem_that_makes_no_sense_is_refused(place, changes, refusal):
    values = {"site": place.site(), "description": "井盖缺失", "severity": "normal", "item": ""} | changes

    with pytest.raises(refusal):
        problems.open_(**values, actor=place.inspector, at=FOUND)


def test_only_ones_own_photos_are_taken_and_no_more_than_nine(place):
    values = {"site": place.site(), "description": "井盖缺失", "severity": "normal"}

    with pytest.raises(BadInput, match="不是你上传的"):
        problems.open_(**values, photos=[place.photo(place.official)], actor=place.inspector, at=FOUND)
    with pytest.raises(BadInput, match="最多 9 张"):
        problems.open_(**values, photos=range(10), actor=place.inspector, at=FOUND)


def test_a_retired_site_has_no_new_problems(place):
    site = place.site(state="retired")

    with pytest.raises(NotItsOrganisation, match="已停用"):
        problems.open_(site=site, description="井盖缺失", severity="normal", actor=place.inspector, at=FOUND)


STEPS = {
    "assign": lambda place, actor: problems.assign(place.found(), actor=actor, at=GIVEN),
    "assign many": lambda place, actor: problems.assign_many([place.found()], actor=actor, at=GIVEN),
    "cancel": lambda place, actor: problems.cancel(place.found(), reason="重复", actor=actor, at=GIVEN),
    "overturn": lambda place, actor: problems.overturn(place.closed(), reason="不实", actor=actor, at=GIVEN),
    "merge": lambda place, actor: problems.merge(place.found(), into=place.found(), actor=actor, at=GIVEN),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_only_the_office_of_the_region_steers(place, step):
    others = (admin_of("990103"), place.inspector, place.official, leader_of("990102"))

    for person in others:
        with pytest.raises(NotAllowed, match="只有本辖区的文明办管理员"):
            step(place, person)
    step(place, place.office)
    step(place, None)


def test_who_was_named_or_the_office_gives_back_and_nobody_else(place):
    for person in (place.inspector, Place("990103").official, leader_of("990102")):
        with pytest.raises(NotAllowed, match="被交办的单位"):
            problems.give_back(place.assigned(), reason="不归我单位", actor=person, at=GIVEN)
    for person in (place.official, place.office):
        problems.give_back(place.assigned(), reason="不归我单位", actor=person, at=GIVEN)


def test_inspectors_and_the_office_write_down_problems_and_nobody_else(place):
    for person in (place.official, leader_of("990102"), Place("990103").inspector):
        with pytest.raises(NotAllowed, match="登记问题"):
            problems.open_(site=place.site(), description="井盖缺失", severity="normal", actor=person, at=FOUND)


def test_who_looks_at_an_old_page_is_told_so(place):
    problem = place.found()
    stale = Problem.objects.get(pk=problem.pk)
    problems.assign(problem, actor=place.office, at=GIVEN)

    with pytest.raises(StaleState):
        problems.cancel(stale, reason="重复", actor=place.office, at=GIVEN)


def test_a_void_check_takes_back_what_it_alone_found_however_far_it_has_come(place):
    rows = {
        "found": place.found(item="1"),
        "assigned": place.assigned(item="2"),
        "rectified": place.rectified(item="3"),
        "closed": place.closed(item="4"),
        "found by another too": place.found(item="5"),
    }
    check = CheckFactory(site=rows["found"].site, done=True)
    for problem in rows.values():
        _finding, own = failing_item(problem)
        CheckItem.objects.filter(check_record=own).update(check_record=check)
    failing_item(rows["found by another too"])

    checks.void(check, reason="督查员走错点位", actor=place.office, at=GIVEN)

    assert Check.objects.get(pk=check.pk).state == "voided"
    assert {name: Problem.objects.get(pk=row.pk).state for name, row in rows.items()} == {
        "found": "cancelled",
        "assigned": "cancelled",
        "rectified": "cancelled",
        "closed": "cancelled",
        "found by another too": "found",
    }
    assert Problem.objects.get(pk=rows["closed"].pk).closed_at is None


def test_numbers_are_counted_by_district_and_year_without_gaps(place):
    other = Place("990103")
    late = dt.datetime(2027, 1, 1, 0, 10, tzinfo=ZONE)

    made = [place.found(), other.found(), place.found(), place.found(found_at=late)]

    assert [(row.district_id, row.number) for row in made] == [
        ("990102", "〔2026〕1号"),
        ("990103", "〔2026〕1号"),
        ("990102", "〔2026〕2号"),
        ("990102", "〔2027〕1号"),
    ]
    assert set(ProblemSerial.objects.values_list("district", "year", "last")) == {
        ("990102", 2026, 2), ("990102", 2027, 1), ("990103", 2026, 1),
    }  # fmt: skip


def test_every_state_that_is_open_blocks_a_second_problem_about_the_item():
    assert set(OPEN_PROBLEMS) == {"found", "assigned", "rectified", "returned", "suspended"}
    assert ProblemFactory().number
