"""Figures of problems, checks and notices, for regions and organisations at once."""

import datetime as dt
from decimal import Decimal

import pytest

from evaluation.actions import problems
from foundation.metrics import registry
from foundation.metrics.registry import Party
from foundation.periods import ZONE, Period
from tests.factories import CheckFactory
from tests.factories.problems import Place

pytestmark = pytest.mark.django_db
NOVEMBER = Period.parse("2026-11")
DECEMBER_FIRST = dt.datetime(2026, 12, 1, 3, tzinfo=ZONE)
DISTRICT, STREET = Party("990102"), Party("990102001")


def asked(*names, parties=(DISTRICT,), at=DECEMBER_FIRST, period=NOVEMBER):
    return registry.values(names, parties, period, at=at)


def test_problems_are_counted_by_what_became_of_them():
    place = Place()
    place.found(item="A-1")
    place.assigned(item="A-2")
    place.closed(item="A-3")
    cancelled = place.found(item="A-4")
    problems.cancel(cancelled, reason="重复", actor=place.office, at=dt.datetime(2026, 11, 24, 12, tzinfo=ZONE))

    found = asked("problems.found", "problems.closed", "problems.open", "problems.overdue", "problems.on_time_rate")

    assert found == {
        ("problems.found", DISTRICT): 3,
        ("problems.closed", DISTRICT): 1,
        ("problems.open", DISTRICT): 2,
        ("problems.overdue", DISTRICT): 1,
        ("problems.on_time_rate", DISTRICT): Decimal(50),
    }


def test_an_organisation_and_a_street_are_answered_by_the_same_statement(django_assert_num_queries):
    place = Place()
    place.assigned()
    own, above = Party("990102", place.organisation.pk), Party("990102", place.above.pk)

    with django_assert_num_queries(1):
        found = asked("problems.found", "problems.closed_rate", parties=[DISTRICT, STREET, own, above])

    assert [found["problems.found", party] for party in (DISTRICT, STREET, own, above)] == [1, 1, 1, 0]
    assert found["problems.closed_rate", DISTRICT] == 0
    assert found["problems.closed_rate", above] is None


def test_what_comes_after_the_moment_does_not_count_yet():
    place = Place()
    place.closed()
    before = dt.datetime(2026, 11, 25, 12, tzinfo=ZONE)
    assert asked("problems.closed", at=before) == {("problems.closed", DISTRICT): 0}


def test_checks_have_a_mean_and_sites_a_coverage():
    place = Place()
    one, other = place.site(), place.site()
    CheckFactory(site=one, on=dt.date(2026, 11, 3), done=True, score=Decimal(80))
    CheckFactory(site=one, on=dt.date(2026, 11, 9), done=True, state="confirmed", score=Decimal(90))
    CheckFactory(site=other, on=dt.date(2026, 11, 9), done=True, state="voided", score=Decimal(10))

    found = asked("checks.done", "checks.average_score", "sites.checked", "sites.total")

    assert found == {
        ("checks.done", DISTRICT): 2,
        ("checks.average_score", DISTRICT): Decimal(85),
        ("sites.checked", DISTRICT): 1,
        ("sites.total", DISTRICT): 2,
    }


def test_notices_are_counted_by_kind():
    place = Place()
    place.assigned()
    assert asked("notices.assignments", "notices.supervisions", "notices.signed_rate") == {
        ("notices.assignments", DISTRICT): 1,
        ("notices.supervisions", DISTRICT): 0,
        ("notices.signed_rate", DISTRICT): 0,
    }
