"""A wedding is declared, considered by the council, checked on the day against the local limits, and counted."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.actions import ledger_limits, ledgers
from campaigns.models import CeremonyLimit, LedgerEntry
from campaigns.queries.ledger_pages import history
from foundation.errors import BadInput
from foundation.metrics import registry
from foundation.metrics.registry import Party
from foundation.periods import Period
from portal.shipped import metrics as shipped
from tests.factories import RegionFactory, admin_of, official_of
from tests.factories.ledgers import ledger

pytestmark = pytest.mark.django_db
ZONE = dt.timezone(dt.timedelta(hours=8))
DECLARED = {
    "kind": "wedding",
    "household": "张三家",
    "declared_on": "2026-10-20",
    "event_on": "2026-11-08",
    "planned_tables": "18",
}
NAMES = [
    "ceremonies.declared",
    "ceremonies.checked",
    "ceremonies.within_limits",
    "ceremonies.exceeded",
    "ceremonies.within_rate",
]


def at(day, hour=9):
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), tzinfo=ZONE)


def counted(month, place):
    found = registry.values(NAMES, [Party(place)], Period.parse(month), at=at("2026-11-25"))
    return [found[name, Party(place)] for name in NAMES]


@pytest.fixture
def village(settings):
    shipped.install(settings.BASE_DIR / "catalogue", at("2026-10-01"))
    return RegionFactory(code="990102100201")


def limits(place, day, **most):
    row = CeremonyLimit(region=place, occasion="wedding", starts_on=dt.date.fromisoformat(day), **most)
    return ledger_limits.set_(row, actor=admin_of("990102"), at=at(day))


def declared(village, people, **told):
    official, town = people
    entry = ledgers.enter(
        ledger("ceremonies"), region=village, given={**DECLARED, **told}, actor=official, at=at("2026-10-20")
    )
    ledgers.file_stage(
        entry, given={"council_on": "2026-10-22", "council_opinion": "agreed"}, actor=official, at=at("2026-10-22")
    )
    ledgers.verify(entry, actor=town, at=at("2026-10-23"))
    return entry


def checked(entry, people, **found):
    official, town = people
    given = {"checked_on": "2026-11-08", "took_place": "held", **found}
    ledgers.file_stage(entry, given=given, actor=official, at=at("2026-11-08", 20))
    ledgers.verify(entry, actor=town, at=at("2026-11-09"))
    return LedgerEntry.objects.get(pk=entry.pk)


def test_a_wedding_declared_checked_and_counted(village):
    people = official_of(village), official_of(village.parent)
    limits(village.parent.parent, "2026-01-01", tables=20, cost_each=400)
    entry = declared(village, people)
    assert counted("2026-10", "990102100") == [1, 0, 0, 0, None]

    ledgers.file_stage(
        entry,
        given={"checked_on": "2026-11-08", "took_place": "held", "actual_tables": "18", "actual_cost": "6300"},
        actor=people[0],
        at=at("2026-11-08", 20),
    )
    assert LedgerEntry.objects.get().state == "entered"
    assert counted("2026-10", "990102100") == [1, 0, 0, 0, None]  # what was verified before goes on counting
    ledgers.verify(entry, actor=people[1], at=at("2026-11-09"))

    entry.refresh_from_db()
    assert (entry.values["cost_each"], entry.values["outcome"]) == ("350", "within")
    assert entry.values["_limits"] == {"tables": "20", "cost_each": "400"}
    assert counted("2026-11", "990102100") == [0, 1, 1, 0, Decimal(100)]


def test_over_the_limits_is_worked_out_and_cannot_be_typed(village):
    people = official_of(village), official_of(village.parent)
    limits(village.parent.parent, "2026-01-01", tables=20)

    entry = checked(declared(village, people), people, actual_tables="26", outcome="within")

    assert entry.values["outcome"] == "exceeded"
    assert counted("2026-11", village.code) == [0, 1, 0, 1, Decimal(0)]


def test_the_nearest_place_and_the_latest_limits_hold(village):
    people = official_of(village), official_of(village.parent)
    limits(village.parent.parent, "2026-01-01", tables=30)
    limits(village.parent, "2026-01-01", tables=25)
    limits(village.parent, "2026-11-01", tables=20)

    entry = checked(declared(village, people), people, actual_tables="22")

    assert (entry.values["outcome"], entry.values["_limits"]) == ("exceeded", {"tables": "20"})
    assert list(CeremonyLimit.objects.order_by("pk").values_list("ends_on", flat=True)) == [
        None,
        dt.date(2026, 10, 31),
        None,
    ]
    with pytest.raises(BadInput):
        limits(village.parent, "2026-10-01", tables=10)


def test_without_limits_the_outcome_stays_open_and_a_wedding_called_off_is_neither(village):
    people = official_of(village), official_of(village.parent)

    held = checked(declared(village, people), people, actual_tables="50")
    off = checked(declared(village, people, household="李四家"), people, took_place="cancelled")

    assert ("outcome" in held.values, off.values["outcome"]) == (False, "cancelled")
    assert counted("2026-11", village.code) == [0, 2, 0, 0, Decimal(0)]


def test_a_stage_taken_back_leaves_the_declaration_verified(village):
    people = official_of(village), official_of(village.parent)
    entry = declared(village, people)
    ledgers.file_stage(
        entry, given={"checked_on": "2026-11-08", "took_place": "held"}, actor=people[0], at=at("2026-11-08", 20)
    )
    ledgers.return_(entry, reason="未填桌数", actor=people[1], at=at("2026-11-09"))

    ledgers.withdraw(entry, actor=people[0], at=at("2026-11-10"))

    entry = LedgerEntry.objects.get()
    assert (entry.state, entry.stage, entry.pending, "checked_on" in entry.values) == ("verified", "council", {}, False)
    assert entry.next_stage.code == "check"
    told = [(step.what, step.note) for step in history(entry)]
    assert told[:3] == [("已撤回", ""), ("已退回", "未填桌数"), ("填报了下一环节", "当日核对")]
