"""Figures of ledgers: what counts, for whom, when; the same as a plain reading of the entries."""

import datetime as dt
from decimal import Decimal
from random import Random

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.engine import ledger_amounts
from campaigns.metrics import SOURCES
from campaigns.metrics.ledgers import LedgerFigures
from campaigns.models import LedgerAmount, LedgerEntry
from foundation.metrics import registry
from foundation.metrics.registry import Party
from foundation.periods import Period
from portal.shipped import metrics as shipped_metrics
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.ledgers import LedgerEntryFactory, ledger, shipped_ledgers

pytestmark = pytest.mark.django_db
OCTOBER, YEAR = Period.parse("2026-10"), Period.parse("2026")
NOON = dt.datetime(2026, 11, 25, 4, 0, tzinfo=dt.UTC)
VILLAGE, TOWN, DISTRICT = "990102100201", "990102100", "990102"
MEASURES = {"count": len, "sum": sum, "min": lambda found: min(found, default=None)}


def figure(name, party=VILLAGE, period=OCTOBER):
    party = party if isinstance(party, Party) else Party(party)
    return LedgerFigures().compute([name], [party], period, at=NOON)[name, party]


def test_a_sum_counts_verified_entries_of_the_days_for_the_place_and_everything_above():
    LedgerEntryFactory()
    LedgerEntryFactory(dated_on=dt.date(2026, 10, 31), values={"held_on": "2026-10-31", "attendance": 5})
    LedgerEntryFactory(dated_on=dt.date(2026, 11, 1), values={"held_on": "2026-11-01", "attendance": 1000})
    LedgerEntryFactory(waiting=True)
    LedgerEntryFactory(state="reversed")
    LedgerEntryFactory(region__code="990103100201")

    assert [figure("lectures.attendance", place) for place in (VILLAGE, TOWN, DISTRICT, "9901")] == [40, 40, 40, 75]
    assert figure("lectures.sessions") == 2
    assert figure("lectures.sessions", "990102100202") == 0


def test_an_organisations_entry_counts_for_it_and_for_its_place():
    school = OrganisationFactory(region=RegionFactory(code="990102001"))
    LedgerEntryFactory(region=school.region, organisation=school)

    assert figure("lectures.sessions", Party("990102001", school.pk)) == 1
    assert figure("lectures.sessions", "990102001") == 1
    assert figure("lectures.sessions", Party("990102001", OrganisationFactory().pk)) == 0


def test_a_register_counts_what_is_in_force_on_the_last_day():
    kind = ledger("councils")
    day = dt.date(2020, 5, 1)
    values = {"kind": "weddings_funerals", "founded_on": "2020-05-01", "members": 7}
    LedgerEntryFactory(kind=kind, dated_on=day, values=values)
    LedgerEntryFactory(kind=kind, dated_on=day, values=values, ended_on=dt.date(2026, 10, 31))
    LedgerEntryFactory(kind=kind, dated_on=day, values=values, ended_on=dt.date(2026, 11, 1))
    LedgerEntryFactory(kind=kind, dated_on=day, values={**values, "kind": "customs"})

    assert figure("councils.weddings_funerals") == 2
    assert figure("councils.customs") == 1
    assert figure("councils.total", period=Period.parse("2019")) == 0
    assert figure("councils.total", period=YEAR) == 2  # as it stands today, 25 November


def test_any_is_filled_in_and_not_zero():
    kind = ledger("village_rules")
    for clauses in ("0", "3"):
        LedgerEntryFactory(kind=kind, values={"adopted_on": "2026-10-14", "custom_clauses": clauses})
    LedgerEntryFactory(kind=kind, values={"adopted_on": "2026-10-14"})

    assert (figure("rules.in_force"), figure("rules.with_custom_clauses")) == (3, 1)


def test_the_least_of_a_number_has_no_value_without_entries():
    kind = ledger("escort_duty")
    for metres in ("200", "150"):
        LedgerEntryFactory(kind=kind, values={"perimeter": metres, "members": 4})

    assert figure("escort.perimeter") == 150
    assert figure("escort.perimeter", "990102100202") is None


def test_a_figure_with_a_day_of_its_own_is_dated_by_it():
    kind = ledger("ceremonies")
    declared = {"declared_on": "2026-10-30", "event_on": "2026-11-08", "kind": "wedding"}
    LedgerEntryFactory(kind=kind, dated_on=dt.date(2026, 11, 8), values=declared)
    LedgerEntryFactory(kind=kind, dated_on=dt.date(2026, 11, 8), values={**declared, "checked_on": "2026-11-08"})

    november = Period.parse("2026-11")
    assert figure("ceremonies.declared") == 2
    assert (figure("ceremonies.checked"), figure("ceremonies.checked", period=november)) == (0, 1)


def test_coverage_is_the_share_of_villages_with_an_entry():
    for code in ("990102100201", "990102100202", "990102100203", "990102101201"):
        RegionFactory(code=code)
    LedgerEntryFactory()
    LedgerEntryFactory()

    assert figure("lectures.coverage_rate", DISTRICT) == 25
    assert figure("lectures.coverage_rate", TOWN).quantize(Decimal("0.01")) == Decimal("33.33")
    assert figure("lectures.coverage_rate", "990103") is None


def test_shortfalls_made_good_in_time_are_compared_with_those_planned_for_the_period():
    kind, town = ledger("facility_shortfalls"), RegionFactory(code=TOWN)
    for planned, completed in [
        ("2026-10-10", "2026-10-09"),
        ("2026-10-10", "2026-10-12"),
        ("2026-12-01", "2026-10-01"),
    ]:
        values = {"found_on": "2026-08-01", "planned_on": planned, "completed_on": completed}
        LedgerEntryFactory(kind=kind, region=town, dated_on=dt.date(2026, 8, 1), values=values)

    assert figure("facilities.completion_rate", TOWN) == 50
    assert figure("facilities.completed", TOWN) == 3
    assert figure("facilities.completion_rate", VILLAGE) is None


def test_editions_of_an_award_evening_add_up_over_the_years():
    kind = ledger("model_tours")
    for year in (2024, 2025, 2026):
        values = {"held_on": f"{year}-10-01", "form": "gala", "audience": 500}
        LedgerEntryFactory(kind=kind, dated_on=dt.date(year, 10, 1), values=values)

    assert (figure("tours.galas", period=YEAR), figure("tours.gala_editions", period=YEAR)) == (1, 3)


def test_a_ratio_follows_from_its_two_figures():
    shipped_metrics.install(path_of_the_catalogue(), NOON)
    values = {"judged_on": "2026-10-14", "place": ["yard"], "households": "80", "clean_households": "60"}
    LedgerEntryFactory(kind=ledger("environment_contests"), values=values)

    assert registry.values(["contests.clean_rate"], [Party(TOWN)], OCTOBER, at=NOON) == {
        ("contests.clean_rate", Party(TOWN)): Decimal(75)
    }
    url = registry.records_url("contests.clean_rate", Party(TOWN), OCTOBER)
    assert url == "/creations/ledgers/entries/?figure=contests.clean_households&period=2026-10&region=990102100"


def test_many_parties_cost_the_statements_of_one():
    places = [RegionFactory(code=f"9901021002{n:02d}").code for n in range(1, 30)]
    LedgerEntryFactory()

    def asked(parties):
        with CaptureQueriesContext(connection) as seen:
            LedgerFigures().compute(["lectures.sessions"], [Party(code) for code in parties], OCTOBER, at=NOON)
        return len(seen)

    assert asked(places) == asked(places[:1])


def test_figures_that_are_defined_anew_count_the_entries_there_are():
    entry = LedgerEntryFactory()
    kind = entry.kind
    kind.figures = [{"code": "lectures.song", "of": "count", "where": {"steps": "sing"}}]
    kind.save()

    ledger_amounts.rewrite([kind], ["lectures.song"])
    ledger_amounts.rewrite([kind], ["lectures.sessions"])

    assert sorted(LedgerAmount.objects.values_list("figure", flat=True)) == ["lectures.attendance", "lectures.song"]


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_what_a_plain_reading_of_the_entries_gives(seed):
    rng = Random(seed)
    codes = rng.sample(sorted(shipped_ledgers()), 9)
    places = [RegionFactory(code=f"99010210{n}2{m:02d}") for n in (0, 1) for m in (1, 2)]
    school = OrganisationFactory(region=RegionFactory(code="990102101"))
    for code in codes:
        for _n in range(8):
            make_entry(ledger(code), rng, rng.choice(places), rng.choice([None, None, school]))

    parties = [Party(DISTRICT), Party("990102100"), Party("990102101"), Party(places[0].code), Party("9901", school.pk)]
    rows = list(LedgerEntry.objects.select_related("kind", "organisation"))
    for code in codes:
        for told in shipped_ledgers()[code]["figures"]:
            found = LedgerFigures().compute([told["code"]], parties, OCTOBER, at=NOON)
            wanted = {(told["code"], party): reference(rows, code, told, party) for party in parties}
            assert found == wanted, told["code"]


def make_entry(kind, rng, place, organisation):
    """An entry of any ledger in any state, its answers drawn by the types of its fields."""
    day = dt.date(2026, 9, 25) + dt.timedelta(days=rng.randint(0, 45))
    values = {spec.code: answer(spec, rng) for spec in kind.specs if not spec.personal and rng.random() < 0.8}
    values = {code: value for code, value in values.items() if value is not None}
    state = rng.choice(["verified", "verified", "verified", "entered", "reversed"])
    LedgerEntryFactory(
        kind=kind,
        region=organisation.region if organisation else place,
        organisation=organisation,
        dated_on=day,
        ended_on=day + dt.timedelta(days=rng.randint(0, 40)) if kind.is_register and rng.random() < 0.5 else None,
        values={**values, kind.dated_by: day.isoformat()},
        state=state,
        verified_at=None if state == "entered" else NOON,
    )


def answer(spec, rng):
    if spec.options:
        codes = [option.code for option in spec.options]
        return rng.sample(codes, 2) if spec.multiple else rng.choice(codes)
    if spec.type == "date":
        return (dt.date(2026, 9, 25) + dt.timedelta(days=rng.randint(0, 45))).isoformat()
    return {"people": rng.randint(0, 50), "number": str(rng.randint(0, 12))}.get(spec.type)


def reference(rows, code, told, party):
    """The figure as an official would work it out with a pencil."""
    found = []
    for row in rows:
        inside = (
            row.organisation_id == party.organisation if party.organisation else row.region_id.startswith(party.region)
        )
        if row.ledger != code or row.state != "verified" or not inside or not holds(row.values, told):
            continue
        day = row.values.get(told["dated_by"]) if told.get("dated_by") else row.dated_on.isoformat()
        if row.kind.is_register:
            counts = row.dated_on <= OCTOBER.end and (row.ended_on is None or row.ended_on > OCTOBER.end)
        else:
            counts = day is not None and OCTOBER.start.isoformat() <= day <= OCTOBER.end.isoformat()
        if counts and (told["of"] == "count" or row.values.get(told["field"]) is not None):
            found.append(Decimal(str(row.values[told["field"]])) if told["of"] != "count" else 1)
    return MEASURES[told["of"]](found)


def holds(values, told):
    for field, wanted in told.get("where", {}).items():
        given = values.get(field)
        if wanted == "any":
            if given in (None, "", "0", 0, []):
                return False
        elif not (str(wanted) in given if isinstance(given, list) else str(given) == str(wanted)):
            return False
    return True


def path_of_the_catalogue():
    return settings.BASE_DIR / "catalogue"


def test_the_source_is_registered():
    assert any(isinstance(source, LedgerFigures) for source in SOURCES)
