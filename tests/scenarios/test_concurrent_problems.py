"""Races that two people can run with one problem, fifty times each; numbers that fifty people take at once."""

import datetime as dt

import pytest
from django.db import transaction

from evaluation.actions import problems
from evaluation.engine.numbering import give_numbers, verify
from evaluation.models import Extension, Notice, Problem, Recheck, Rectification
from foundation.audit.models import AuditEntry
from foundation.errors import DomainError
from tests.factories.problems import DONE, GIVEN, LOOKED, Place
from tests.scenarios.test_concurrent_checks import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 50


@pytest.fixture
def place():
    return Place()


def copies(problem):
    """The problem as each of two people has it on his screen."""
    return [Problem.objects.get(pk=problem.pk) for _ in range(2)]


def one_of(results) -> int:
    """Exactly one went through and the other was told; which one."""
    refused = [isinstance(result, DomainError) for result in results]
    assert sorted(refused) == [False, True], results
    return refused.index(False)


def test_of_closing_and_returning_at_once_one_stands(place):
    for _ in range(RUNS):
        mine, yours = copies(place.rectified())

        first = one_of(
            at_once(
                lambda mine=mine: problems.close(mine, actor=place.inspector, at=LOOKED),
                lambda yours=yours: problems.return_(yours, reason="不行", actor=place.office, at=LOOKED),
            )
        )

        row = Problem.objects.get(pk=mine.pk)
        assert (row.state, row.returns) == [("closed", 0), ("returned", 1)][first]
        assert Recheck.objects.filter(problem=row).count() == 1
        assert AuditEntry.objects.about(row).filter(verb__in=["problem.close", "problem.return"]).count() == 1


def test_of_assigning_and_cancelling_at_once_one_stands_or_the_second_follows_the_first(place):
    """Cancelling may follow assigning; assigning may not follow cancelling."""
    for _ in range(RUNS):
        mine, yours = copies(place.found())

        first = one_of(
            at_once(
                lambda mine=mine: problems.assign(mine, actor=place.office, at=GIVEN),
                lambda yours=yours: problems.cancel(yours, reason="重复", actor=place.office, at=GIVEN),
            )
        )

        row = Problem.objects.get(pk=mine.pk)
        assert row.state == ["assigned", "cancelled"][first]
        assert Notice.objects.filter(problem=row).count() == 1 - first


def test_a_problem_that_two_officials_rectify_at_once_has_one_rectification(place):
    for _ in range(RUNS):
        mine, yours = copies(place.assigned())
        photos = [place.photo(), place.photo()]

        one_of(
            at_once(
                *(
                    lambda row=row, photo=photo: problems.rectify(
                        row, text="已清理", photos=[photo], actor=place.official, at=DONE
                    )
                    for row, photo in zip((mine, yours), photos, strict=True)
                )
            )
        )

        assert Rectification.objects.filter(problem=mine).count() == 1


def test_more_time_is_granted_or_refused_once(place):
    for _ in range(RUNS):
        problem = place.assigned()
        until = problem.due_at + dt.timedelta(days=3)
        asked = problems.ask_extension(problem, until=until, reason="等预算", actor=place.official, at=GIVEN)
        mine, yours = [Extension.objects.get(pk=asked.pk) for _ in range(2)]

        first = one_of(
            at_once(
                lambda mine=mine: problems.grant_extension(mine, actor=place.office, at=DONE),
                lambda yours=yours: problems.refuse_extension(yours, reason="不行", actor=place.office, at=DONE),
            )
        )

        row = Problem.objects.get(pk=problem.pk)
        assert (row.due_at == until) == (first == 0)
        assert Extension.objects.get(pk=asked.pk).state == ["granted", "refused"][first]


def test_the_portal_and_the_office_assign_a_problem_once(place):
    for _ in range(RUNS):
        problem = place.found(severity="minor")

        at_once(
            lambda problem=problem: problems.assign(problem, actor=place.office, at=GIVEN),
            lambda problem=problem: problems.assign_by_policy([problem.pk], actor=None, at=GIVEN),
            lambda problem=problem: problems.assign_by_policy([problem.pk], actor=None, at=GIVEN),
        )

        assert Problem.objects.get(pk=problem.pk).state == "assigned"
        assert Notice.objects.filter(problem=problem).count() == 1


def test_fifty_who_take_numbers_at_once_and_some_who_give_them_back_leave_no_gap(place):
    rows = [place.found(year=2026, serial=1000 + n) for n in range(RUNS)]
    Problem.objects.update(year=None, serial=None)

    def take(n, problem):
        with transaction.atomic():
            give_numbers([problem.pk])
            if n % 5 == 0:
                transaction.set_rollback(True)

    for start in range(0, RUNS, 10):
        at_once(*(lambda n=n, row=row: take(n, row) for n, row in enumerate(rows[start : start + 10])))
    given = list(Problem.objects.exclude(serial=None).order_by("serial").values_list("serial", flat=True))
    give_numbers(row.pk for row in rows)

    assert given == list(range(1, 41))
    assert [fact.holds for fact in verify()] == [True, True, True]
