"""Races that two people can run with one ledger entry: one succeeds, the other is told."""

import datetime as dt

import pytest

from campaigns.actions import ledger_corrections, ledgers
from campaigns.models import LedgerAmount, LedgerEntry
from foundation.errors import DomainError
from tests.factories import RegionFactory, admin_of, official_of
from tests.factories.ledgers import LedgerEntryFactory
from tests.scenarios.test_concurrent_checks import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 20
NOON = dt.datetime(2026, 11, 25, 4, 0, tzinfo=dt.UTC)
GIVEN = {"held_on": "2026-10-20", "theme": "敬老月", "steps": ["sing"], "speaker": "model", "attendance": "20"}


@pytest.fixture
def people():
    village = RegionFactory(code="990102100201")
    return official_of(village), official_of(village.parent), admin_of("990102")


def copies(entry):
    return [LedgerEntry.objects.get(pk=entry.pk) for _ in range(2)]


def one_of(results) -> int:
    refused = [isinstance(result, DomainError) for result in results]
    assert sorted(refused) == [False, True], results
    return refused.index(False)


def test_an_entry_is_verified_as_it_was_seen_or_edited(people):
    official, _town, office = people
    for _ in range(RUNS):
        mine, yours = copies(LedgerEntryFactory(waiting=True))
        seen = mine.entered_at

        first = one_of(
            at_once(
                lambda mine=mine, seen=seen: ledgers.verify(mine, actor=office, at=NOON, seen=seen),
                lambda yours=yours: ledgers.edit(yours, given=GIVEN, actor=official, at=NOON),
            )
        )

        row = LedgerEntry.objects.get(pk=mine.pk)
        assert (row.state, row.values["attendance"]) == [("verified", 35), ("entered", 20)][first]
        assert LedgerAmount.objects.filter(entry=row).count() == [2, 0][first]


def test_of_verifying_and_returning_at_once_one_stands(people):
    _official, town, office = people
    for _ in range(RUNS):
        mine, yours = copies(LedgerEntryFactory(waiting=True))

        first = one_of(
            at_once(
                lambda mine=mine: ledgers.verify(mine, actor=office, at=NOON),
                lambda yours=yours: ledgers.return_(yours, reason="不符", actor=town, at=NOON),
            )
        )

        assert LedgerEntry.objects.get(pk=mine.pk).state == ["verified", "returned"][first]


def test_an_entry_is_corrected_once_at_a_time(people):
    official, town, _office = people
    for _ in range(RUNS):
        mine, yours = copies(LedgerEntryFactory())

        one_of(
            at_once(
                lambda mine=mine: ledger_corrections.correct(mine, reason="重复", actor=official, at=NOON),
                lambda yours=yours: ledger_corrections.correct(yours, reason="有误", given=GIVEN, actor=town, at=NOON),
            )
        )

        assert LedgerEntry.objects.filter(reverses=mine).count() == 1


def test_a_correction_whose_two_rows_are_verified_at_once_takes_effect_once(people):
    official, town, office = people
    for _ in range(RUNS):
        entry = LedgerEntryFactory()
        new = ledger_corrections.correct(entry, reason="有误", given=GIVEN, actor=official, at=NOON)
        reversal = LedgerEntry.objects.get(reverses=entry)

        one_of(
            at_once(
                lambda new=new: ledgers.verify(new, actor=office, at=NOON),
                lambda reversal=reversal: ledgers.verify(reversal, actor=town, at=NOON),
            )
        )

        rows = LedgerEntry.objects.filter(pk__in=[entry.pk, new.pk, reversal.pk])
        assert sorted(rows.values_list("state", flat=True)) == ["reversed", "verified", "verified"]
        assert LedgerAmount.objects.filter(entry__in=rows).count() == 2
