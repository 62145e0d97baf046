"""Entries of ledgers: entered, verified by somebody else, corrected by a reversal, never changed once verified."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campaigns.actions import ledger_corrections, ledgers
from campaigns.choices import EntryState, LedgerState
from campaigns.kinds import EntryNotUnderstood
from campaigns.kinds.sealing import seal
from campaigns.models import LedgerAmount, LedgerEntry
from campaigns.queries.ledger_pages import headline, masked
from campaigns.transitions import ENTRY, LEDGER
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from foundation.notifications.models import Notification
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of, user_with
from tests.factories.ledgers import LedgerEntryFactory, ledger

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LATER = NOON + dt.timedelta(hours=1)
GIVEN = {
    "held_on": "2026-11-20",
    "theme": "孝老爱亲",
    "steps": ["sing", "reflect"],
    "speaker": "model",
    "attendance": "35",
}


@pytest.fixture
def village():
    return RegionFactory(code="990102100201")


@pytest.fixture
def official(village):
    return official_of(village)


def entered(village, official, **given):
    return ledgers.enter(ledger("moral_lectures"), region=village, given={**GIVEN, **given}, actor=official, at=NOON)


def figures(name="lectures.sessions"):
    return LedgerAmount.objects.filter(figure=name).count()


def test_an_entry_waits_and_counts_only_when_verified(village, official):
    entry = entered(village, official)
    assert (entry.state, entry.dated_on, entry.ledger, entry.district_id, entry.township, figures()) == (
        "entered", dt.date(2026, 11, 20), "moral_lectures", "990102", "990102100", 0,
    )  # fmt: skip
    assert entry.values == {**GIVEN, "steps": ["reflect", "sing"], "attendance": 35}

    ledgers.verify(entry, actor=admin_of("990102"), at=LATER)

    entry.refresh_from_db()
    assert (entry.state, entry.verified_at, figures()) == ("verified", LATER, 1)
    assert list(AuditEntry.objects.about(entry).order_by("pk").values_list("verb", flat=True)) == [
        "ledger.enter", "ledger.verify",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (lambda village: admin_of("990102"), True),
        (lambda village: official_of(RegionFactory(code="990102100")), True),
        (lambda village: official_of(village), False),
        (lambda village: official_of(RegionFactory(code="990102101")), False),
        (lambda village: leader_of("990102"), False),
        (lambda village: admin_of("990103"), False),
    ],
    ids=["office", "town above", "village itself", "another town", "leader", "another office"],
)
def test_the_office_or_the_level_above_verifies(village, official, who, may):
    entry = entered(village, official)

    if may:
        ledgers.verify(entry, actor=who(village), at=LATER)
    else:
        with pytest.raises(NotAllowed):
            ledgers.verify(entry, actor=who(village), at=LATER)

    assert LedgerEntry.objects.get().state == ("verified" if may else "entered")


def test_nobody_verifies_what_he_entered(village):
    office = admin_of("990102")
    entry = entered(village, office)

    with pytest.raises(NotAllowed, match="他人核实"):
        ledgers.verify(entry, actor=office, at=LATER)


def test_an_organisations_entry_is_verified_by_the_one_above(village):
    bureau = OrganisationFactory()
    school = OrganisationFactory(parent=bureau, kind="school")
    entry = ledgers.enter(
        ledger("moral_lectures"),
        region=school.region,
        organisation=school,
        given=GIVEN,
        actor=official_of(school),
        at=NOON,
    )

    with pytest.raises(NotAllowed):
        ledgers.verify(entry, actor=official_of(school), at=LATER)
    ledgers.verify(entry, actor=official_of(bureau), at=LATER)

    assert LedgerEntry.objects.get().state == "verified"


def test_only_its_officials_and_the_office_fill_a_ledger_at_its_levels(village):
    kind = ledger("councils")
    given = {"kind": "customs", "founded_on": "2020-05-01", "members": 7}
    for stranger in (official_of(RegionFactory(code="990102100202")), leader_of("990102"), admin_of("990103")):
        with pytest.raises(NotAllowed):
            ledgers.enter(kind, region=village, given=given, actor=stranger, at=NOON)
    with pytest.raises(NotAllowed, match="这一级不填"):
        ledgers.enter(kind, region=village.parent, given=given, actor=admin_of("990102"), at=NOON)
    kind.state = LedgerState.RETIRED
    with pytest.raises(NotAllowed, match="停用"):
        ledgers.enter(kind, region=village, given=given, actor=admin_of("990102"), at=NOON)

    assert LedgerEntry.objects.count() == 0


def test_all_mistakes_are_told_at_once(village, official):
    with pytest.raises(EntryNotUnderstood) as refusal:
        entered(
            village, official, held_on="2026-12-01", theme="", attendance="some", steps=["dance"], activity="/nowhere/"
        )

    assert set(refusal.value.wrong) == {"held_on", "theme", "attendance", "steps", "activity"}


def test_numbers_and_days_keep_to_what_bounds_them(village, official):
    contest = {"judged_on": "2026-11-20", "place": ["yard"], "households": "20", "clean_households": "21"}
    with pytest.raises(EntryNotUnderstood) as refusal:
        ledgers.enter(ledger("environment_contests"), region=village, given=contest, actor=official, at=NOON)
    assert set(refusal.value.wrong) == {"clean_households"}
    reform = {
        "item": "食品许可", "effective_on": "2026-11-01", "documents_before": "9", "documents_after": "4",
        "days_before": "20", "days_after": "7",
    }  # fmt: skip
    bureau = OrganisationFactory()
    entry = ledgers.enter(
        ledger("service_reforms"),
        region=bureau.region,
        organisation=bureau,
        given=reform,
        actor=official_of(bureau),
        at=NOON,
    )

    assert (entry.values["documents_cut"], entry.values["days_cut"], "levels_cut" in entry.values) == ("5", "13", False)


def test_what_waits_may_be_edited_and_what_is_verified_may_not(village, official):
    entry, seen = entered(village, official), NOON
    ledgers.edit(entry, given={**GIVEN, "attendance": "40"}, actor=official, at=LATER)

    with pytest.raises(StaleState):
        ledgers.verify(entry, actor=admin_of("990102"), at=LATER, seen=seen)
    ledgers.verify(entry, actor=admin_of("990102"), at=LATER, seen=LATER)
    with pytest.raises(NotAllowed, match="不能改"):
        ledgers.edit(entry, given=GIVEN, actor=official, at=LATER)

    assert LedgerEntry.objects.get().values["attendance"] == 40


def test_a_returned_entry_tells_its_author_and_waits_again_when_corrected(village, official):
    entry = entered(village, official)

    with pytest.raises(BadInput):
        ledgers.return_(entry, reason=" ", actor=admin_of("990102"), at=LATER)
    ledgers.return_(entry, reason="人数与签到表不符", actor=admin_of("990102"), at=LATER)

    assert Notification.objects.get().user == official
    assert (entry.state, entry.reason) == ("returned", "人数与签到表不符")
    ledgers.edit(entry, given={**GIVEN, "attendance": "30"}, actor=official, at=LATER)
    assert (entry.state, entry.reason) == ("entered", "")


def test_what_is_taken_back_stays_and_counts_nowhere(village, official):
    entry = entered(village, official)
    ledgers.withdraw(entry, actor=official, at=LATER)

    with pytest.raises(TransitionNotAllowed):
        ledgers.verify(entry, actor=admin_of("990102"), at=LATER)
    assert (LedgerEntry.objects.get().state, figures()) == ("withdrawn", 0)


def test_a_correction_reverses_the_old_entry_and_counts_the_new_one_once_verified(village, official):
    entry, office = entered(village, official), admin_of("990102")
    ledgers.verify(entry, actor=office, at=LATER)

    new = ledger_corrections.correct(
        entry, reason="漏记10人", given={**GIVEN, "attendance": "45"}, actor=official, at=LATER
    )
    assert list(LedgerAmount.objects.filter(figure="lectures.attendance").values_list("amount", flat=True)) == [35]
    with pytest.raises(StaleState, match="等核实"):
        ledger_corrections.correct(entry, reason="再改", actor=official, at=LATER)
    ledgers.verify(new, actor=office, at=LATER)

    rows = {row.pk: row for row in LedgerEntry.objects.all()}
    reversal = next(row for row in rows.values() if row.reverses_id)
    assert (rows[entry.pk].state, rows[new.pk].state, reversal.state) == ("reversed", "verified", "verified")
    assert (rows[entry.pk].values["attendance"], reversal.reason) == (35, "漏记10人")
    assert list(LedgerAmount.objects.filter(figure="lectures.attendance").values_list("amount", flat=True)) == [45]


def test_a_reversal_alone_takes_the_entry_out_of_the_figures(village, official):
    entry, office = entered(village, official), admin_of("990102")
    ledgers.verify(entry, actor=office, at=LATER)
    row = ledger_corrections.correct(entry, reason="重复填报", actor=official, at=LATER)

    ledgers.verify(row, actor=office, at=LATER)

    assert (LedgerEntry.objects.get(pk=entry.pk).state, figures()) == ("reversed", 0)


def test_a_correction_that_is_sent_back_leaves_the_entry_counted(village, official):
    entry, office = entered(village, official), admin_of("990102")
    ledgers.verify(entry, actor=office, at=LATER)
    new = ledger_corrections.correct(
        entry, reason="漏记", given={**GIVEN, "attendance": "45"}, actor=official, at=LATER
    )

    ledgers.return_(new, reason="附签到表", actor=office, at=LATER)
    assert sorted(LedgerEntry.objects.values_list("state", flat=True)) == ["returned", "returned", "verified"]
    ledgers.edit(new, given={**GIVEN, "attendance": "44"}, actor=official, at=LATER)
    assert sorted(LedgerEntry.objects.values_list("state", flat=True)) == ["entered", "entered", "verified"]
    ledgers.withdraw(new, actor=official, at=LATER)

    assert sorted(LedgerEntry.objects.values_list("state", flat=True)) == ["verified", "withdrawn", "withdrawn"]
    ledger_corrections.correct(LedgerEntry.objects.get(pk=entry.pk), reason="再次更正", actor=official, at=LATER)
    assert figures() == 1


def test_a_new_version_of_village_rules_ends_the_old_one(village, official):
    kind, office = ledger("village_rules"), admin_of("990102")
    given = {"kind": "village_rules", "adopted_on": "2024-03-01", "legal_check": "passed", "custom_clauses": "3"}
    old = ledgers.enter(kind, region=village, given=given, actor=official, at=NOON)
    ledgers.verify(old, actor=office, at=NOON)

    new = ledgers.enter(
        kind, region=village, given={**given, "adopted_on": "2026-11-10"}, succeeds=old, actor=official, at=NOON
    )
    assert LedgerEntry.objects.get(pk=old.pk).ended_on is None
    ledgers.verify(new, actor=office, at=LATER)

    assert LedgerEntry.objects.get(pk=old.pk).ended_on == dt.date(2026, 11, 10)
    assert set(LedgerAmount.objects.filter(figure="rules.in_force").values_list("entry", "ends_on")) == {
        (old.pk, dt.date(2026, 11, 10)), (new.pk, None),
    }  # fmt: skip
    with pytest.raises(BadInput):
        ledgers.enter(kind, region=village, given=given, succeeds=old, actor=official, at=NOON)
    row = ledger_corrections.correct(LedgerEntry.objects.get(pk=new.pk), reason="未通过表决", actor=official, at=LATER)
    ledgers.verify(row, actor=office, at=LATER)
    assert LedgerEntry.objects.get(pk=old.pk).ended_on is None


def test_a_line_of_a_register_ends_on_a_day_between_its_beginning_and_today(village, official):
    kind = ledger("arts_troupes")
    values = {"name": "腰鼓队", "genre": "dance", "founded_on": "2020-05-01", "members": 20}
    entry = LedgerEntryFactory(kind=kind, region=village, dated_on=dt.date(2020, 5, 1), values=values)

    for day in (dt.date(2019, 1, 1), dt.date(2026, 12, 1)):
        with pytest.raises(BadInput):
            ledgers.end(entry, on=day, actor=official, at=NOON)
    ledgers.end(entry, on=dt.date(2026, 11, 1), actor=official, at=NOON)
    with pytest.raises(NotAllowed):
        ledgers.end(entry, on=dt.date(2026, 11, 2), actor=official, at=NOON)

    assert set(LedgerAmount.objects.values_list("ends_on", flat=True)) == {dt.date(2026, 11, 1)}


def test_whom_an_entry_is_about_lies_encrypted_and_each_look_is_written_down(village, official):
    given = {"person": "王德明", "recognised_on": "2026-11-01", "background": "retired"}
    entry = ledgers.enter(ledger("local_worthies"), region=village, given=given, actor=official, at=NOON)

    assert "王德明" not in entry.sealed
    assert "王德明" not in str([list(row.values()) for row in LedgerEntry.objects.values()])
    assert "王德明" not in str(list(AuditEntry.objects.values_list("after", flat=True)))
    assert ledgers.reveal(entry, actor=official, at=LATER) == {"person": "王德明"}
    with pytest.raises(NotAllowed):
        ledgers.reveal(entry, actor=leader_of("990102"), at=LATER)
    looks = AuditEntry.objects.about(entry).filter(verb="ledger.reveal")
    assert list(looks.values_list("actor", "after")) == [(official.pk, {"fields": ["person"]})]


def test_several_are_verified_at_once_each_for_itself(village, official):
    office = admin_of("990102")
    rows = [entered(village, official), entered(village, office), entered(village, official)]

    done, refused = ledgers.verify_many(rows, actor=office, at=LATER)

    assert (done, [entry.pk for entry, _reason in refused]) == (2, [rows[1].pk])


def test_photos_are_ones_own(village, official):
    with pytest.raises(BadInput, match="不是你上传"):
        entered(village, official, photos=[999])


@pytest.mark.parametrize("old", EntryState.values)
@pytest.mark.parametrize("new", EntryState.values)
def test_entries_move_only_as_the_table_says(old, new):
    allowed = {
        ("entered", "verified"), ("entered", "returned"), ("entered", "withdrawn"), ("returned", "entered"),
        ("returned", "withdrawn"), ("verified", "reversed"), ("verified", "entered"),
    }  # fmt: skip

    assert ENTRY.allows(old, new) == ((old, new) in allowed)


@pytest.mark.parametrize("old", LedgerState.values)
def test_a_retired_ledger_can_be_used_again(old):
    assert [LEDGER.allows(old, new) for new in LedgerState.values] == [new != old for new in LedgerState.values]


def test_the_database_keeps_one_reversal_for_an_entry():
    entry = LedgerEntryFactory()
    LedgerEntryFactory(reverses=entry, reason="重复")

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntryFactory(reverses=entry, reason="重复", waiting=True)


def test_lists_show_what_lies_inside_the_grants(village):
    mine, other = LedgerEntryFactory(region=village), LedgerEntryFactory(region__code="990102101201")
    school = OrganisationFactory()
    theirs = LedgerEntryFactory(region=school.region, organisation=school)

    def seen(user):
        return set(LedgerEntry.objects.visible_to(user))

    assert seen(admin_of("990102")) == {mine, other, theirs}
    assert seen(official_of(village)) == {mine}
    assert seen(official_of(RegionFactory(code="990102100"))) == {mine}
    assert seen(official_of(school)) == {theirs}
    assert seen(admin_of("990103")) == set()
    assert seen(user_with("leader", region="9901")) == {mine, other, theirs}


def test_a_sealed_name_is_masked_for_everybody_else():
    entry = LedgerEntryFactory(kind=ledger("local_worthies"), sealed=seal({"person": "王德明"}))

    assert masked(entry) == {"person": "王*"}
    assert "王德明" not in headline(entry)
