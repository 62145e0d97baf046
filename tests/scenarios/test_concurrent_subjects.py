"""Two people at the same moment: household numbers, one enrolment, one cycle, one transfer, one consent."""

import datetime as dt

import pytest

from campaigns.actions import consents, cycles, subjects
from campaigns.actions.subject_facts import Consent
from campaigns.models import Cycle, Participation, Subject, SubjectTransfer
from foundation.errors import DomainError
from tests.factories import CycleFactory, FamilyFactory, RegionFactory, admin_of, official_of

from .test_concurrent_checks import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 10, 14, 4, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 10, 14)
RUNS = 8


def family(village, actor):
    given, consent = {"holder": "王建国"}, Consent(DAY, "written")
    return subjects.enrol(
        creation_type="family", region=village, given=given, consent=consent, on=DAY, actor=actor, at=NOON
    )


def test_families_enrolled_at_once_get_numbers_of_their_own():
    CycleFactory()
    village = RegionFactory(code="990102100201")
    officials = [official_of(village), official_of(village)]

    for _run in range(RUNS):
        outcomes = at_once(*[lambda actor=actor: family(village, actor) for actor in officials])
        assert [one for one in outcomes if isinstance(one, BaseException)] == []

    codes = sorted(Subject.objects.values_list("code", flat=True))
    assert codes == [f"990102100201-{number:03d}" for number in range(1, 2 * RUNS + 1)]


def test_a_village_enrolled_twice_at_once_is_enrolled_once():
    CycleFactory()
    offices = [admin_of("990102"), admin_of("990102")]

    for run in range(RUNS):
        village = RegionFactory(code=f"9901021002{run + 1:02d}")

        def enrol(actor, village=village):
            return subjects.enrol(creation_type="village_town", region=village, on=DAY, actor=actor, at=NOON)

        outcomes = at_once(*[lambda actor=actor: enrol(actor) for actor in offices])
        refused = [one for one in outcomes if isinstance(one, DomainError)]

        assert len(refused) == 1
        assert Subject.objects.filter(region=village).count() == 1
        assert Participation.objects.filter(region=village).count() == 1


def test_two_cycles_opened_at_once_are_one():
    district, offices = RegionFactory(code="990102"), [admin_of("990102"), admin_of("990102")]

    for run in range(RUNS):
        first = dt.date(2026 + 3 * run, 1, 1)

        def open_(actor, first=first):
            last = first.replace(year=first.year + 2, month=12, day=31)
            return cycles.open_(region=district, name="届", starts_on=first, ends_on=last, actor=actor, at=NOON)

        at_once(*[lambda actor=actor: open_(actor) for actor in offices])
        cycle = Cycle.objects.running().get()
        cycles.close(cycle, on=DAY, actor=offices[0], at=NOON)

    assert Cycle.objects.count() == RUNS


def test_a_family_moved_by_two_at_once_moves_once():
    CycleFactory()
    office, there = admin_of("990102"), [RegionFactory(code=f"99010210030{n}") for n in (1, 2)]

    for _run in range(RUNS):
        home = FamilyFactory()
        copies = [Subject.objects.get(pk=home.pk) for _number in range(2)]
        at_once(
            *[
                lambda copy=copy, place=place: subjects.transfer(
                    copy, region=place, reason="迁居", on=DAY, actor=office, at=NOON
                )
                for copy, place in zip(copies, there, strict=True)
            ]
        )

        home.refresh_from_db()
        move = SubjectTransfer.objects.get(subject=home)
        assert move.region_id == home.region_id
        assert list(home.participations.filter(ended_on=None).values_list("region", flat=True)) == [home.region_id]


def test_a_consent_taken_back_while_the_family_moves_leaves_nothing():
    CycleFactory()
    office, there = admin_of("990102"), RegionFactory(code="990102100301")

    for _run in range(RUNS):
        home = FamilyFactory()
        copies = [Subject.objects.get(pk=home.pk) for _number in range(2)]
        at_once(
            lambda copies=copies: consents.withdraw_consent(copies[0], on=DAY, actor=office, at=NOON),
            lambda copies=copies: subjects.transfer(
                copies[1], region=there, reason="迁居", on=DAY, actor=office, at=NOON
            ),
        )

        home.refresh_from_db()
        assert (home.sealed, home.name, home.state) == ("", "", "withdrawn")
