"""Second looks later: exactly the policy's part, by lot, told to nobody before, and opened again when it is wrong."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.actions import problems, second_looks
from evaluation.actions.words import ReasonMissing
from evaluation.engine.second_looks import chosen, how_many, replayed, verify
from evaluation.models import LookDraw, Problem, SecondLook, SeverityPolicy
from evaluation.tasks import draw_second_looks
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from foundation.jobs.models import JobRun
from foundation.periods import ZONE
from tests.factories import inspector_of
from tests.factories.problems import LOOKED, Place

NOW = dt.datetime(2026, 12, 26, 5, 20, tzinfo=ZONE)  # thirty days after LOOKED
TODAY = NOW.date()


@pytest.fixture
def place(db):
    return Place()


def looks_at(percent, severity="normal", after=30):
    return SeverityPolicy.objects.create(
        severity=severity, time_amount=3, time_unit="working_day", assignment="manual", second_look_percent=percent,
        second_look_after=after,
    )  # fmt: skip


def drawn(on=TODAY, at=NOW):
    return second_looks.draw("990102", on=on, actor=None, at=at)


@pytest.fixture
def look(place):
    looks_at(100)
    place.closed(item="I-3")
    drawn()
    return SecondLook.objects.get()


def test_closed_problems_are_drawn_after_the_policys_days_and_the_organisation_is_not_told(place, look):
    assert (look.state, look.look_by) == ("drawn", dt.date(2027, 1, 2))
    assert set(SecondLook.objects.visible_to(place.inspector).to_do()) == {look}
    assert not SecondLook.objects.visible_to(place.official).exists()
    assert not SecondLook.objects.visible_to(inspector_of("990103")).exists()


def test_nothing_is_drawn_before_its_time_nor_twice(place):
    looks_at(100)
    place.closed()

    assert drawn(on=TODAY - dt.timedelta(days=1)).drawn_count == 0
    assert drawn().drawn_count == 1
    assert drawn().pk == LookDraw.objects.get(on=TODAY).pk
    assert drawn(on=TODAY + dt.timedelta(days=1)).closed_count == 0
    assert SecondLook.objects.count() == 1


def test_a_day_on_which_nobody_drew_is_made_good_and_not_drawn_for_afterwards(place):
    looks_at(100)
    place.closed()
    place.closed(at=LOOKED + dt.timedelta(days=1))

    late = drawn(on=TODAY + dt.timedelta(days=3))

    assert late.drawn_count == 2
    assert drawn(on=TODAY + dt.timedelta(days=1)) == late


def test_one_in_twenty_is_drawn_over_time_however_few_are_closed_a_day(place):
    looks_at(5)
    for day in range(40):
        place.closed(at=LOOKED + dt.timedelta(days=day))
        drawn(on=TODAY + dt.timedelta(days=day), at=NOW + dt.timedelta(days=day))

    assert SecondLook.objects.count() == 2
    assert LookDraw.objects.filter(drawn_count__gt=1).count() == 0


def test_a_draw_comes_out_the_same_again_and_check_integrity_sees_when_it_does_not(place, look):
    row = LookDraw.objects.get()
    assert replayed(row)
    assert [fact.holds for fact in verify()] == [True, True]

    row.inputs["normal"]["drawn"] = [0]
    row.save(update_fields=["inputs"])
    assert [fact.holds for fact in verify()] == [True, False]


def test_what_is_still_in_order_stays_closed(place, look):
    photo = place.photo(place.inspector)

    second_looks.pass_(look, note="保持良好", photos=[photo], actor=place.inspector, at=NOW)

    row = SecondLook.objects.get()
    assert (row.state, row.note, row.looked_by, row.looked_at) == ("passed", "保持良好", place.inspector, NOW)
    assert [shown.attachment_id for shown in row.photos.all()] == [photo]
    assert Problem.objects.get().state == "closed"
    assert AuditEntry.objects.filter(verb="problem.still_in_order").count() == 1


def test_what_is_wrong_again_opens_a_problem_that_names_the_old_one(place, look):
    photo = place.photo(place.inspector)

    again = second_looks.fail(look, note="又堆满了", photos=[photo], actor=place.inspector, at=NOW)

    old, row = look.problem, SecondLook.objects.get()
    assert (again.earlier, again.item, again.severity, again.organisation) == (old, "I-3", "normal", old.organisation)
    assert (again.state, again.description, again.number) == ("found", "又堆满了", "〔2026〕2号")
    assert (row.state, row.reopened, Problem.objects.get(pk=old.pk).state) == ("failed", again, "closed")
    entry = AuditEntry.objects.get(verb="problem.wrong_again")
    assert (entry.subject_id, entry.after["reopened"]) == (str(old.pk), "〔2026〕2号")


def test_what_is_open_again_already_is_named_instead_of_opened_twice(place, look):
    open_one = place.found(item="I-3", site=look.problem.site)

    again = second_looks.fail(look, note="又堆满了", actor=place.inspector, at=NOW)

    assert again == open_one
    assert Problem.objects.count() == 2


def test_a_second_look_is_taken_once_and_a_failed_one_has_a_reason(place, look):
    with pytest.raises(ReasonMissing):
        second_looks.fail(look, note=" ", actor=place.inspector, at=NOW)
    second_looks.pass_(look, actor=place.inspector, at=NOW)
    with pytest.raises(TransitionNotAllowed):
        second_looks.fail(look, note="又堆满了", actor=place.inspector, at=NOW)
    assert Problem.objects.count() == 1


def test_nobody_looks_again_at_what_his_own_organisation_put_right(place, look):
    insider = inspector_of("990102", organisation=place.organisation)

    for person in (insider, place.official, inspector_of("990103")):
        with pytest.raises(NotAllowed):
            second_looks.pass_(look, actor=person, at=NOW)
        with pytest.raises(NotAllowed):
            second_looks.fail(look, note="又堆满了", actor=person, at=NOW)


def test_what_was_taken_back_meanwhile_is_not_drawn(place):
    looks_at(100)
    problems.overturn(place.closed(), reason="不实", actor=place.office, at=NOW)

    assert drawn().closed_count == 0


@pytest.mark.django_db
def test_the_task_draws_each_district_once_however_often_it_runs(place, settings, time_machine):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    time_machine.move_to(NOW)
    looks_at(100)
    place.closed()
    Place("990103").closed()

    draw_second_looks()
    draw_second_looks()

    assert SecondLook.objects.count() == LookDraw.objects.count() == 2
    assert set(JobRun.objects.values_list("region_code", "outcome")) == {("990102", "1 of 1"), ("990103", "1 of 1")}


@given(counts=st.lists(st.integers(0, 50), max_size=60), share=st.fractions(0, 1, max_denominator=100))
def test_exactly_the_share_is_drawn_over_time(counts, share):
    carry, total = Fraction(0), 0
    for count in counts:
        taken, carry = how_many(count, share, carry)
        assert 0 <= taken <= count
        total += taken

    assert total + carry == sum(counts) * share
    assert 0 <= carry < 1


@given(candidates=st.sets(st.integers(1, 10_000), max_size=40), count=st.integers(0, 40))
def test_lots_choose_so_many_without_repeating_whatever_order_they_come_in(candidates, count):
    found = chosen(candidates, count, "seed")

    assert found == chosen(sorted(candidates, reverse=True), count, "seed")
    assert len(set(found)) == len(found) == min(count, len(candidates))
