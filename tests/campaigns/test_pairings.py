"""Pairings: one to one unless the district says otherwise, support recorded by the unit, gaps by the quarter."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.actions import action_reminders, pairings, support_records
from campaigns.choices import PairingState, SupportState
from campaigns.models import Pairing, SupportRecord
from campaigns.queries.pairings import counts, gaps, quarters_with_gaps, sums_of
from campaigns.transitions import PAIRING, SUPPORT
from foundation.errors import BadInput, NotAllowed, TransitionNotAllowed
from foundation.notifications.models import Notification
from foundation.periods import Period
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.actions import PairingFactory, SupportRecordFactory

pytestmark = pytest.mark.django_db
DISTRICT, VILLAGE = "990102", "990102100201"
NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
THIRD, FOURTH = Period.parse("2026Q3"), Period.parse("2026Q4")


def pair(unit, village, **told):
    told = {"starts_on": dt.date(2026, 11, 1), "actor": admin_of(DISTRICT), "at": NOON, **told}
    return pairings.pair(organisation=unit, region=village, **told)


def test_a_unit_is_paired_with_a_village_and_both_are_told():
    unit, village = OrganisationFactory(), RegionFactory(code=VILLAGE)
    there, here = official_of(unit), official_of(village)

    made = pair(unit, village, aim="修饮水管道")

    assert (made.state, made.district_id, made.is_exclusive, made.aim) == ("active", DISTRICT, True, "修饮水管道")
    assert set(Notification.objects.values_list("user", "kind")) == {
        (there.pk, "pairing.made"),
        (here.pk, "pairing.made"),
    }


def test_one_to_one_holds_on_both_sides_until_a_pairing_ends():
    unit, village, office = OrganisationFactory(), RegionFactory(code=VILLAGE), admin_of(DISTRICT)
    made = pair(unit, village)

    with pytest.raises(BadInput, match="这个单位已有结对"):
        pair(unit, RegionFactory(code="990102100202"))
    with pytest.raises(BadInput, match="这个村（社区）已有结对"):
        pair(OrganisationFactory(), village)
    pairings.end(made, ends_on=dt.date(2026, 11, 10), reason="单位撤并", actor=office, at=NOON)

    assert pair(OrganisationFactory(), village).state == "active"
    assert pair(unit, RegionFactory(code="990102100202")).state == "active"


def test_a_district_may_allow_several_and_goes_back_only_when_nobody_has_several():
    district, office = RegionFactory(code=DISTRICT), admin_of(DISTRICT)
    unit, village = OrganisationFactory(name="区水利局"), RegionFactory(code=VILLAGE)
    pair(unit, village)
    pairings.set_policy(district, several=True, actor=office, at=NOON)
    second = pair(unit, RegionFactory(code="990102100202"))
    with pytest.raises(BadInput, match="已经结对"):
        pair(unit, village)

    with pytest.raises(pairings.StillSeveral, match="“区水利局”现有2个有效结对"):
        pairings.set_policy(district, several=False, actor=office, at=NOON)
    pairings.end(second, ends_on=NOON.date(), reason="调整", actor=office, at=NOON)
    pairings.set_policy(district, several=False, actor=office, at=NOON)

    with pytest.raises(BadInput, match="这个单位已有结对"):
        pair(unit, RegionFactory(code="990102100203"))


def test_only_villages_and_units_of_the_district_are_paired_by_its_office():
    unit, village = OrganisationFactory(), RegionFactory(code=VILLAGE)

    with pytest.raises(BadInput, match="选一个村或社区"):
        pair(unit, RegionFactory(code="990102100"))
    with pytest.raises(BadInput, match="不是本区在用的单位"):
        pair(OrganisationFactory(region=RegionFactory(code="990103")), village)
    for stranger in (leader_of(DISTRICT), admin_of("990103"), official_of(unit)):
        with pytest.raises(NotAllowed):
            pair(unit, village, actor=stranger)


def test_a_pairing_ends_with_a_reason_on_a_day_that_has_come():
    made, office = PairingFactory(), admin_of(DISTRICT)

    with pytest.raises(BadInput, match="理由"):
        pairings.end(made, ends_on=NOON.date(), reason=" ", actor=office, at=NOON)
    with pytest.raises(BadInput, match="到今天之间"):
        pairings.end(made, ends_on=dt.date(2026, 11, 17), reason="调整", actor=office, at=NOON)
    pairings.end(made, ends_on=NOON.date(), reason="调整", actor=office, at=NOON)
    with pytest.raises(TransitionNotAllowed):
        pairings.end(made, ends_on=NOON.date(), reason="调整", actor=office, at=NOON)


def record(pairing, **told):
    told = {
        "kind": "environment",
        "on": dt.date(2026, 11, 12),
        "text": "清理河道两公里",
        "actor": official_of(pairing.organisation),
        "at": NOON,
        **told,
    }
    return support_records.enter(pairing, **told)


def test_support_is_recorded_by_the_unit_seen_by_the_village_and_adds_up():
    made = PairingFactory()
    village = official_of(made.region)
    record(made, people=12, hours=Decimal("4.5"), funds=Decimal("20000.50"))
    record(made, people=3, hours=Decimal("1.5"))

    assert SupportRecord.objects.visible_to(village).count() == 2
    assert not SupportRecord.objects.visible_to(official_of(OrganisationFactory())).exists()
    sums = sums_of(SupportRecord.objects.all())
    assert (sums.n, sums.hours, sums.funds, sums.people) == (2, Decimal("6.0"), Decimal("20000.50"), 15)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"on": dt.date(2026, 11, 17)}, "不能在将来"),
        ({"on": dt.date(2025, 12, 31)}, "结对期内"),
        ({"text": " "}, "必填|不能为空|空"),
        ({"funds": Decimal(-1)}, "不能小于零"),
        ({"kind": "gifts"}, "gifts"),
    ],
    ids=["tomorrow", "before the pairing", "no words", "negative", "no such kind"],
)
def test_records_that_cannot_be_are_refused(told, words):
    with pytest.raises(BadInput, match=words):
        record(PairingFactory(), **told)
    assert not SupportRecord.objects.exists()


def test_the_village_and_others_record_nothing():
    made = PairingFactory()

    for stranger in (official_of(made.region), admin_of(DISTRICT), official_of(OrganisationFactory())):
        with pytest.raises(NotAllowed):
            record(made, actor=stranger)


def test_a_wrong_record_is_reversed_stays_readable_and_counts_no_longer():
    made = PairingFactory()
    row = record(made, funds=Decimal(500))

    support_records.reverse(row, reason="金额多写一个零", actor=official_of(made.organisation), at=NOON)

    row.refresh_from_db()
    assert (row.state, row.reason, row.funds) == ("reversed", "金额多写一个零", Decimal("500.00"))
    assert sums_of(SupportRecord.objects.all()).n == 0
    with pytest.raises(NotAllowed):
        support_records.reverse(record(made), reason="不对", actor=official_of(made.region), at=NOON)


def test_a_gap_is_a_whole_quarter_of_a_pairing_in_force_without_a_record():
    silent = PairingFactory()
    supported, reversed_ = PairingFactory(), PairingFactory()
    PairingFactory(starts_on=dt.date(2026, 7, 2))
    PairingFactory(state="ended", ends_on=dt.date(2026, 9, 29), ended_at=NOON, reason="调整")
    SupportRecordFactory(pairing=supported, on=dt.date(2026, 9, 30))
    SupportRecordFactory(pairing=reversed_, on=dt.date(2026, 8, 1), state="reversed", reversed_at=NOON, reason="写错")

    assert set(gaps(Pairing.objects.all(), THIRD)) == {silent, reversed_}


def test_tabs_count_gaps_and_what_waits_this_quarter():
    silent, supported = PairingFactory(), PairingFactory()
    SupportRecordFactory(pairing=supported, on=dt.date(2026, 9, 1))
    SupportRecordFactory(pairing=supported, on=dt.date(2026, 10, 5))

    found = counts(Pairing.objects.all(), on=NOON.date())

    assert found == {"active": 2, "gaps": 1, "waiting": 1, "ended": 0}
    assert [quarter.code for quarter in quarters_with_gaps(silent, on=NOON.date())] == ["2026Q3", "2026Q2", "2026Q1"]
    assert [one.code for one in quarters_with_gaps(supported, on=NOON.date())] == ["2026Q2", "2026Q1"]


def test_a_unit_is_reminded_once_in_the_last_month_of_a_silent_quarter():
    made = PairingFactory()
    reader = official_of(made.organisation)
    SupportRecordFactory(on=dt.date(2026, 10, 5))

    days = [dt.date(2026, 11, 30), dt.date(2026, 12, 1), dt.date(2026, 12, 2)]
    told = [action_reminders.remind(DISTRICT, on=day, actor=None, at=NOON).pairings for day in days]

    assert told == [0, 1, 0]
    assert list(Notification.objects.values_list("user", "kind")) == [(reader.pk, "pairing.reminder")]


@pytest.mark.parametrize("old", PairingState.values)
@pytest.mark.parametrize("new", PairingState.values)
def test_pairings_move_only_as_the_table_says(old, new):
    assert PAIRING.allows(old, new) == ((old, new) == ("active", "ended"))


@pytest.mark.parametrize("old", SupportState.values)
@pytest.mark.parametrize("new", SupportState.values)
def test_support_moves_only_as_the_table_says(old, new):
    assert SUPPORT.allows(old, new) == ((old, new) == ("entered", "reversed"))
